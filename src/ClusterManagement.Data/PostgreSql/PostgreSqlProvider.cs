using System.Data;
using System.Data.Common;
using ClusterManagement.Data.Transfer;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace ClusterManagement.Data.PostgreSql;

/// <summary>
/// PostgreSQL. Writers take turns by an advisory lock of the transaction; readers wait for nobody. Text compares by its bytes
/// (collation C), and names without regard to case by the extension citext.
/// </summary>
public sealed class PostgreSqlProvider : ServerProvider<PostgreSqlClusterContext>
{
    // "CLUS": any number will do, as long as every writer of the database takes the same one.
    private const long WriterLock = 0x434C5553;
    private const long MigrationLock = WriterLock + 1;

    private PostgreSqlProvider()
    {
    }

    /// <summary>The one instance.</summary>
    public static PostgreSqlProvider Instance { get; } = new();

    // One mark for a transaction: a row that many of its statements would renew is then written once, and leaves one dead version.
    /// <inheritdoc/>
    public override string ChangeMark => "md5(txid_current()::text || now()::text)";

    /// <inheritdoc/>
    protected override int DefaultPort => NpgsqlConnection.DefaultPort;

    /// <inheritdoc/>
    protected override string Form => "Host=server;Port=5432;Database=name;Username=user;Password=...";

    /// <inheritdoc/>
    public override string TablesSql =>
        "SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename";

    /// <inheritdoc/>
    protected override string SizeSql => "SELECT pg_database_size(current_database())";

    /// <inheritdoc/>
    public override async Task<IDbContextTransaction> BeginWriteAsync(ClusterContext context, bool durable, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var transaction = await context.Database.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);
        try
        {
            await using var command = context.Database.GetDbConnection().CreateCommand();
            command.Transaction = transaction.GetDbTransaction();
            command.CommandText = $"SELECT set_config('lock_timeout', '{command.CommandTimeout}s', true), "
                + $"set_config('synchronous_commit', '{(durable ? "on" : "off")}', true), pg_advisory_xact_lock({WriterLock})::text";
            if (command.CommandTimeout > 0) command.CommandTimeout += LockMargin;
            await command.ExecuteNonQueryAsync(cancellationToken);
            return transaction;
        }
        catch
        {
            await transaction.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public override async Task<IDbContextTransaction> BeginSnapshotAsync(ClusterContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var transaction = await context.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        try
        {
            // The first statement takes the snapshot.
            await context.RunAsync("SELECT 1", cancellationToken);
            return transaction;
        }
        catch
        {
            await transaction.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public override async Task<bool> IsSameAsync(ClusterDatabase database, ClusterDatabase other, CancellationToken cancellationToken)
    {
        // An advisory lock belongs to one database, and lives as long as its transaction.
        var probe = Random.Shared.NextInt64();
        await using var first = Connect(database);
        await first.OpenAsync(cancellationToken);
        await using var transaction = await first.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(first, $"SELECT pg_advisory_xact_lock({probe})::text", cancellationToken);
        await using var second = Connect(other);
        await second.OpenAsync(cancellationToken);
        return await ExecuteAsync(second, $"SELECT pg_try_advisory_xact_lock({probe})", cancellationToken) is false;
    }

    /// <summary>
    /// Raises the sequence of a table, which explicit keys leave behind. It is never lowered: a sequence is not part of the
    /// transaction, and has to fit the rows that stand when this one is undone.
    /// </summary>
    /// <inheritdoc/>
    public override Task RaiseIdentityAsync(ClusterContext context, TransferTable table, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(table);
        if (table.Key is not [var key] || table.Columns.First(column => column.Name == key).Kind != ColumnKind.Number) return Task.CompletedTask;
        return context.RunAsync(
            $"""
            SELECT setval(sequence, top) FROM (SELECT pg_get_serial_sequence('[{table.Name}]', '{key}')::regclass AS sequence, max([{key}]) AS top FROM [{table.Name}]) keys
            WHERE top > COALESCE(pg_sequence_last_value(sequence), 0)
            """,
            cancellationToken);
    }

    /// <inheritdoc/>
    public override void Release(ClusterDatabase database)
    {
        using var connection = (NpgsqlConnection)Connect(database);
        NpgsqlConnection.ClearPool(connection);
    }

    /// <inheritdoc/>
    public override DbConnection? OpenBriefly(ClusterDatabase database)
    {
        ArgumentNullException.ThrowIfNull(database);
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.ConnectionString!.Reveal()) { Timeout = 1, CommandTimeout = 1 }.ConnectionString);
        connection.Open();
        PostgreSqlSession.EnsureAlive(connection);
        return connection;
    }

    /// <inheritdoc/>
    public override string LookForBlockers(ClusterDatabase database) =>
        "Look for the session that holds it: SELECT a.* FROM pg_locks l JOIN pg_stat_activity a USING (pid) WHERE l.granted "
        + "AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database()).";

    /// <inheritdoc/>
    public override void ConfigureModel(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        modelBuilder.HasPostgresExtension("citext");
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(type => type.GetProperties()))
        {
            var type = property.FindTypeMapping()?.Converter?.ProviderClrType ?? property.GetValueConverter()?.ProviderClrType ?? property.ClrType;
            if (type == typeof(string)) property.SetCollation("C");
        }
    }

    /// <inheritdoc/>
    public override void IgnoreCase(IMutableProperty property)
    {
        ArgumentNullException.ThrowIfNull(property);
        property.SetColumnType("citext");
    }

    /// <inheritdoc/>
    public override string Delimit(string name) => $"\"{name}\"";

    /// <inheritdoc/>
    protected override DatabaseFault? ClassifyOwn(Exception exception) => PostgreSqlFaults.Classify(exception);

    /// <inheritdoc/>
    protected override DbConnectionStringBuilder CreateBuilder() => new NpgsqlConnectionStringBuilder();

    /// <inheritdoc/>
    protected override ServerAddress Read(DbConnectionStringBuilder builder)
    {
        var own = (NpgsqlConnectionStringBuilder)builder;
        return new ServerAddress(own.Host, Says(builder, "Port") ? own.Port : null, own.Database, own.Username, own.Password);
    }

    /// <inheritdoc/>
    protected override void Complete(DbConnectionStringBuilder builder, ServerAddress address)
    {
        var own = (NpgsqlConnectionStringBuilder)builder;
        (own.Host, own.Port, own.Database, own.Username, own.Password) =
            (address.Server, address.Port!.Value, address.Name, address.UserName, address.Password);
        if (!Says(builder, "SSL Mode")) own.SslMode = IsLocal(address.Server!) ? SslMode.Prefer : SslMode.VerifyFull;
        if (!Says(builder, "Application Name")) own.ApplicationName = "ClusterManagement";
        if (!Says(builder, "Timeout")) own.Timeout = ConnectTimeout;
        if (!Says(builder, "Command Timeout")) own.CommandTimeout = ClusterDatabase.UsualLockTimeout;
        if (!Says(builder, "Max Auto Prepare")) (own.MaxAutoPrepare, own.AutoPrepareMinUsages) = (64, 2);

        // Nothing of a session outlives its transactions, so there is nothing to reset.
        if (!Says(builder, "No Reset On Close")) own.NoResetOnClose = true;
        (own.IncludeErrorDetail, own.PersistSecurityInfo) = (false, false);
    }

    /// <inheritdoc/>
    protected override int CommandTimeout(DbConnectionStringBuilder builder) => ((NpgsqlConnectionStringBuilder)builder).CommandTimeout;

    /// <inheritdoc/>
    protected override DbContextOptions<PostgreSqlClusterContext> Options(ClusterDatabase database) =>
        new DbContextOptionsBuilder<PostgreSqlClusterContext>()
            .UseNpgsql(database.ConnectionString!.Reveal())
            .AddInterceptors(new PostgreSqlSession())
            .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking).Options;

    /// <inheritdoc/>
    protected override DbConnection Connect(ClusterDatabase database) => new NpgsqlConnection(database.ConnectionString!.Reveal());

    /// <inheritdoc/>
    protected override async Task<DbTransaction> BeginReadOnlyAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(connection);
        var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SET TRANSACTION READ ONLY";
        await command.ExecuteNonQueryAsync(cancellationToken);
        return transaction;
    }

    /// <inheritdoc/>
    protected override async Task OpenAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await base.OpenAsync(connection, cancellationToken);
        await PostgreSqlSession.EnsureAliveAsync((NpgsqlConnection)connection, cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task RefuseHiddenTablesAsync(DbConnection connection, ClusterDatabase database, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(database);
        if (await ExecuteAsync(connection, "SELECT current_schema()::text", cancellationToken) is string) return;
        throw new ClusterException(
            ErrorIds.PermissionDenied, ClusterErrorKind.Permission,
            $"The user '{database.UserName}' may use no schema of the database '{database}', and so sees no table of it.",
            "Let its administrator grant the rights docs/database.md lists, then repeat the command.", database);
    }

    /// <inheritdoc/>
    protected override async Task CreateDatabaseAsync(ClusterDatabase database, CancellationToken cancellationToken)
    {
        await using (var present = Connect(database))
        {
            try
            {
                await OpenAsync(present, cancellationToken);
                return;
            }
            catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.InvalidCatalogName)
            {
                // Made below.
            }
        }

        var builder = new NpgsqlConnectionStringBuilder(database.ConnectionString!.Reveal()) { Database = "postgres", Pooling = false };
        await using var server = new NpgsqlConnection(builder.ConnectionString);
        await server.OpenAsync(cancellationToken);
        try
        {
            await ExecuteAsync(server, $"CREATE DATABASE \"{database.Name!.Replace("\"", "\"\"", StringComparison.Ordinal)}\"", cancellationToken);
        }
        catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // Another process was faster.
        }

        NpgsqlConnection.ClearPool((NpgsqlConnection)Connect(database));
    }

    /// <inheritdoc/>
    protected override Task LockMigrationsAsync(DbConnection connection, CancellationToken cancellationToken) =>
        ExecuteAsync(connection, $"SELECT pg_advisory_lock({MigrationLock})::text", cancellationToken, MigrationTimeout);

    /// <inheritdoc/>
    protected override async Task UnlockMigrationsAsync(DbConnection connection)
    {
        if (connection.State == ConnectionState.Open) await ExecuteAsync(connection, $"SELECT pg_advisory_unlock({MigrationLock})", CancellationToken.None);
    }

    // The driver's own ContainsKey is true for every keyword it knows, said or not.
    private static bool Says(DbConnectionStringBuilder builder, string keyword) => builder.ShouldSerialize(keyword);
}
