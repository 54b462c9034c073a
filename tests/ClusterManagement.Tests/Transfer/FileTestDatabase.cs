using System.Data.Common;
using ClusterManagement.Tests.Databases;
using Microsoft.Data.Sqlite;

namespace ClusterManagement.Tests.Transfer;

/// <summary>A file that is there already, read as it lies: opening it makes nothing beside it.</summary>
internal sealed class FileTestDatabase : TestDatabase
{
    public override string Address => Database.Path!;

    public static FileTestDatabase At(string path) => new() { Database = new ClusterDatabase { Path = path } };

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    protected override DbConnection Connect() => new SqliteConnection($"Data Source={Database.Path};Pooling=False");
}
