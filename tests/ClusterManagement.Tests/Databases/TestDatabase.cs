using System.Data.Common;
using ClusterManagement.Data;
using Xunit;

namespace ClusterManagement.Tests.Databases;

/// <summary>A place for one database of one engine, which a test makes, and reaches past our code too. It goes with the test.</summary>
internal abstract class TestDatabase : IAsyncDisposable
{
    /// <summary>The engines that every rule is tested on.</summary>
    public static TheoryData<DatabaseEngine> Engines { get; } = [DatabaseEngine.SQLite, DatabaseEngine.PostgreSQL, DatabaseEngine.MariaDB];

    /// <summary>The engines that are servers.</summary>
    public static TheoryData<DatabaseEngine> Servers { get; } = [DatabaseEngine.PostgreSQL, DatabaseEngine.MariaDB];

    public required ClusterDatabase Database { get; init; }

    public DatabaseProvider Provider => DatabaseProvider.For(Database.Engine);

    /// <summary>The path or URL, password included, that another process reaches the database by.</summary>
    public abstract string Address { get; }

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A place with nothing in it yet.</summary>
    public static async Task<TestDatabase> CreateAsync(DatabaseEngine engine) =>
        engine == DatabaseEngine.SQLite ? SqliteTestDatabase.Create() : await ServerTestDatabase.CreateAsync(engine);

    /// <summary>A database of the present schema.</summary>
    public static async Task<TestDatabase> CreateMigratedAsync(DatabaseEngine engine)
    {
        var database = await CreateAsync(engine);
        await database.Provider.MigrateAsync(database.Database, Token);
        return database;
    }

    /// <summary>A connection of the engine's own driver, open.</summary>
    public async Task<DbConnection> OpenAsync()
    {
        var connection = Connect();
        await connection.OpenAsync(Token);
        return connection;
    }

    /// <summary>Runs SQL in which names stand in square brackets.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await ExecuteAsync(connection, sql);
    }

    public async Task ExecuteAsync(DbConnection connection, string sql, DbTransaction? transaction = null)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Provider.Sql(sql);
        command.Transaction = transaction;
        await command.ExecuteNonQueryAsync(Token);
    }

    public async Task<object?> ScalarAsync(string sql) => (await RowsAsync(sql))[0][0];

    public async Task<long> CountAsync(string table) => Convert.ToInt64(await ScalarAsync($"SELECT count(*) FROM [{table}]"), null);

    /// <summary>The rows of a query, each value as the driver gives it.</summary>
    public async Task<List<object?[]>> RowsAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = Provider.Sql(sql);
        await using var reader = await command.ExecuteReaderAsync(Token);
        var rows = new List<object?[]>();
        while (await reader.ReadAsync(Token))
        {
            var row = new object?[reader.FieldCount];
            for (var i = 0; i < row.Length; i++) row[i] = reader.IsDBNull(i) ? null : reader.GetValue(i);
            rows.Add(row);
        }

        return rows;
    }

    /// <summary>How the database refuses a statement, which it has to; nothing of it stays.</summary>
    public async Task<(DatabaseFault Fault, string Words)> RefusalAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync(Token);
        var exception = await Assert.ThrowsAnyAsync<DbException>(() => ExecuteAsync(connection, sql, transaction));
        await transaction.RollbackAsync(Token);
        return (Provider.Classify(exception), exception.Message);
    }

    /// <summary>Runs statements that are undone afterwards, and reads what they leave meanwhile.</summary>
    public async Task<object?> TryAsync(string sql, string query)
    {
        await using var connection = await OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync(Token);
        await ExecuteAsync(connection, sql, transaction);
        await using var command = connection.CreateCommand();
        command.CommandText = Provider.Sql(query);
        command.Transaction = transaction;
        var value = await command.ExecuteScalarAsync(Token);
        await transaction.RollbackAsync(Token);
        return value;
    }

    public abstract ValueTask DisposeAsync();

    protected abstract DbConnection Connect();
}
