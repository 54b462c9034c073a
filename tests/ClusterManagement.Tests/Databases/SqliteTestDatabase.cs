using System.Data.Common;
using ClusterManagement.Tests.Support;
using Microsoft.Data.Sqlite;

namespace ClusterManagement.Tests.Databases;

/// <summary>A file in a folder of its own.</summary>
internal sealed class SqliteTestDatabase : TestDatabase
{
    private readonly TemporaryFolder _folder;

    private SqliteTestDatabase(TemporaryFolder folder) => _folder = folder;

    public override string Address => Database.Path!;

    public static SqliteTestDatabase Create()
    {
        var folder = new TemporaryFolder();
        return new SqliteTestDatabase(folder) { Database = new ClusterDatabase { Path = folder.File("cluster.db") } };
    }

    public override ValueTask DisposeAsync()
    {
        Provider.Release(Database);
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    protected override DbConnection Connect() => new SqliteConnection($"Data Source={Database.Path};Foreign Keys=True;Pooling=False");
}
