using System.Data.Common;

namespace ClusterManagement.Tests.Databases;

/// <summary>An open connection for many statements of plain SQL, names in square brackets.</summary>
internal sealed class SqlConnection : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly DbConnection _connection;

    private SqlConnection(TestDatabase database, DbConnection connection) => (_database, _connection) = (database, connection);

    public static async Task<SqlConnection> OpenAsync(TestDatabase database) => new(database, await database.OpenAsync());

    public Task ExecuteAsync(string sql) => _database.ExecuteAsync(_connection, sql);

    public async Task<long> NumberAsync(string sql)
    {
        await using var command = _connection.CreateCommand();
        command.CommandText = _database.Provider.Sql(sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync(Xunit.TestContext.Current.CancellationToken), null);
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
