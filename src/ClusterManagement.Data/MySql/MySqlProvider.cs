using System.Data;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage;
using MySqlConnector;

namespace ClusterManagement.Data.MySql;

/// <summary>
/// MySQL 8.0.16 and MariaDB 10.6 or newer. Writers take turns by a locked row of AllocationPools; readers wait for nobody.
/// Text compares by its bytes (utf8mb4_bin), and names without regard to case by utf8mb4_general_ci.
/// </summary>
public sealed class MySqlProvider : ServerProvider<MySqlClusterContext>
{
    /// <summary>The row of AllocationPools that a writer locks.</summary>
    internal const string WriterRow = "writer";

    private const int LongestLockTimeout = 1_000_000_000;
    private const string MigrationLock = "ClusterManagement.migrations";

    private static readonly string[] FilledByMigrations = [HistoryRepository.DefaultTableName, "AllocationPools", "Groups"];

    private MySqlProvider()
    {
    }

    /// <summary>The one instance.</summary>
    public static MySqlProvider Instance { get; } = new();

    /// <inheritdoc/>
    public override string UtcNow => "UTC_TIMESTAMP(6)";

    // MariaDB's UUID() has a type of its own, which a text that is none cannot be compared with.
    /// <inheritdoc/>
    public override string ChangeMark => "CONCAT(UUID(), '')";

    /// <inheritdoc/>
    protected override int DefaultPort => 3306;

    /// <inheritdoc/>
    protected override string Form => "Server=server;Port=3306;Database=name;User ID=user;Password=...";

    /// <inheritdoc/>
    public override string TablesSql => "SELECT table_name FROM information_schema.tables WHERE table_schema = database() ORDER BY table_name";

    /// <inheritdoc/>
    protected override string SizeSql =>
        "SELECT CAST(COALESCE(SUM(data_length + index_length), 0) AS SIGNED) FROM information_schema.tables WHERE table_schema = database()";

    /// <inheritdoc/>
    public override async Task<IDbContextTransaction> BeginWriteAsync(ClusterContext context, bool durable, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var transaction = await context.Database.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);
        try
        {
            await using var command = context.Database.GetDbConnection().CreateCommand();
            command.Transaction = transaction.GetDbTransaction();
            var timeout = command.CommandTimeout == 0 ? LongestLockTimeout : command.CommandTimeout;
            command.CommandText = $"SET SESSION innodb_lock_wait_timeout = {timeout}; "
                + $"SELECT `nextFree` FROM `AllocationPools` WHERE `name` = '{WriterRow}' FOR UPDATE";
            if (command.CommandTimeout > 0) command.CommandTimeout += LockMargin;
            if (await command.ExecuteScalarAsync(cancellationToken) is null)
            {
                throw new ClusterException(
                    ErrorIds.SchemaOutdated, ClusterErrorKind.Schema,
                    $"The database lacks the row '{WriterRow}' of AllocationPools, which writers take turns by.",
                    $"Put it back: INSERT INTO AllocationPools (name, nextFree) VALUES ('{WriterRow}', 0).");
            }

            return transaction;
        }
        catch
        {
            await transaction.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public override Task<IDbContextTransaction> BeginSnapshotAsync(ClusterContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);

        // START TRANSACTION WITH CONSISTENT SNAPSHOT: RepeatableRead alone begins the snapshot with the first read.
        return context.Database.BeginTransactionAsync(IsolationLevel.Snapshot, cancellationToken);
    }

    /// <inheritdoc/>
    public override async Task<bool> IsSameAsync(ClusterDatabase database, ClusterDatabase other, CancellationToken cancellationToken)
    {
        // A named lock belongs to the server, not to a database of it.
        var probe = $"'ClusterManagement.{Guid.NewGuid():N}'";
        await using var first = Connect(database);
        await first.OpenAsync(cancellationToken);
        await ExecuteAsync(first, $"SELECT GET_LOCK({probe}, 0)", cancellationToken);
        try
        {
            await using var second = Connect(other);
            await second.OpenAsync(cancellationToken);
            var isOneServer = await ExecuteAsync(second, $"SELECT IS_USED_LOCK({probe})", cancellationToken) is not (null or DBNull);
            return isOneServer && string.Equals(await NameAsync(first), await NameAsync(second), StringComparison.Ordinal);
        }
        finally
        {
            await ExecuteAsync(first, $"SELECT RELEASE_LOCK({probe})", CancellationToken.None);
        }

        async Task<string?> NameAsync(DbConnection connection) =>
            (string?)await ExecuteAsync(connection, "SELECT IF(@@lower_case_table_names = 0, DATABASE(), LOWER(DATABASE()))", cancellationToken);
    }

    /// <inheritdoc/>
    public override void Release(ClusterDatabase database)
    {
        using var connection = (MySqlConnection)Connect(database);
        MySqlConnection.ClearPool(connection);
    }

    /// <inheritdoc/>
    public override DbConnection? OpenBriefly(ClusterDatabase database)
    {
        ArgumentNullException.ThrowIfNull(database);
        var builder = new MySqlConnectionStringBuilder(database.ConnectionString!.Reveal()) { ConnectionTimeout = 1, DefaultCommandTimeout = 1 };
        var connection = new MySqlConnection(builder.ConnectionString);
        connection.Open();
        return connection;
    }

    /// <inheritdoc/>
    public override string LookForBlockers(ClusterDatabase database) =>
        "Look for the session that holds it: SELECT p.* FROM information_schema.INNODB_TRX t JOIN information_schema.PROCESSLIST p ON p.ID = t.trx_mysql_thread_id.";

    /// <inheritdoc/>
    public override void ConfigureModel(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        modelBuilder.HasCharSet("utf8mb4", DelegationModes.ApplyToAll).UseCollation("utf8mb4_bin", DelegationModes.ApplyToAll);
    }

    /// <inheritdoc/>
    public override void IgnoreCase(IMutableProperty property)
    {
        ArgumentNullException.ThrowIfNull(property);
        property.SetCollation("utf8mb4_general_ci");
    }

    /// <inheritdoc/>
    public override string Delimit(string name) => $"`{name}`";

    /// <inheritdoc/>
    protected override DatabaseFault? ClassifyOwn(Exception exception) => MySqlFaults.Classify(exception);

    /// <inheritdoc/>
    protected override DbConnectionStringBuilder CreateBuilder() => new MySqlConnectionStringBuilder();

    /// <inheritdoc/>
    protected override ServerAddress Read(DbConnectionStringBuilder builder)
    {
        var own = (MySqlConnectionStringBuilder)builder;
        return new ServerAddress(own.Server, builder.ContainsKey("Port") ? (int)own.Port : null, own.Database, own.UserID, own.Password);
    }

    /// <inheritdoc/>
    protected override void Complete(DbConnectionStringBuilder builder, ServerAddress address)
    {
        var own = (MySqlConnectionStringBuilder)builder;
        (own.Server, own.Port, own.Database, own.UserID, own.Password) =
            (address.Server!, (uint)address.Port!.Value, address.Name!, address.UserName ?? string.Empty, address.Password ?? string.Empty);
        if (address.Server!.StartsWith('/')) own.ConnectionProtocol = MySqlConnectionProtocol.UnixSocket;
        if (!builder.ContainsKey("SSL Mode")) own.SslMode = IsLocal(address.Server) ? MySqlSslMode.Preferred : MySqlSslMode.VerifyFull;
        if (!builder.ContainsKey("Application Name")) own.ApplicationName = "ClusterManagement";
        if (!builder.ContainsKey("Connection Timeout")) own.ConnectionTimeout = ConnectTimeout;
        if (!builder.ContainsKey("Default Command Timeout")) own.DefaultCommandTimeout = ClusterDatabase.UsualLockTimeout;
        own.DateTimeKind = MySqlDateTimeKind.Utc;
        (own.PersistSecurityInfo, own.UseAffectedRows, own.AllowUserVariables) = (false, false, true);
    }

    /// <inheritdoc/>
    protected override int CommandTimeout(DbConnectionStringBuilder builder) => (int)((MySqlConnectionStringBuilder)builder).DefaultCommandTimeout;

    /// <inheritdoc/>
    protected override DbContextOptions<MySqlClusterContext> Options(ClusterDatabase database)
    {
        var connectionString = database.ConnectionString!.Reveal();
        return new DbContextOptionsBuilder<MySqlClusterContext>()
            .UseMySql(connectionString, ServerVersion.AutoDetect(connectionString))
            .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking).Options;
    }

    /// <inheritdoc/>
    protected override DbConnection Connect(ClusterDatabase database) => new MySqlConnection(database.ConnectionString!.Reveal());

    /// <inheritdoc/>
    protected override async Task<DbTransaction> BeginReadOnlyAsync(DbConnection connection, CancellationToken cancellationToken) =>
        await ((MySqlConnection)connection).BeginTransactionAsync(IsolationLevel.RepeatableRead, isReadOnly: true, cancellationToken);

    /// <inheritdoc/>
    protected override async Task CreateDatabaseAsync(ClusterDatabase database, CancellationToken cancellationToken)
    {
        await using (var present = Connect(database))
        {
            try
            {
                await present.OpenAsync(cancellationToken);
                return;
            }
            catch (MySqlException exception) when (exception.ErrorCode == MySqlErrorCode.UnknownDatabase)
            {
                // Made below.
            }
        }

        var builder = new MySqlConnectionStringBuilder(database.ConnectionString!.Reveal()) { Database = string.Empty, Pooling = false };
        await using var server = new MySqlConnection(builder.ConnectionString);
        await server.OpenAsync(cancellationToken);
        await ExecuteAsync(
            server,
            $"CREATE DATABASE IF NOT EXISTS `{database.Name!.Replace("`", "``", StringComparison.Ordinal)}` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin",
            cancellationToken);
    }

    /// <summary>
    /// A statement that changes the schema commits by itself, so what stops a migration in its middle leaves half of it. While the
    /// database holds nothing but what the migrations put there, all of it goes.
    /// </summary>
    /// <inheritdoc/>
    protected override async Task<bool> RemoveLeftoversAsync(ClusterContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var connection = context.Database.GetDbConnection();
        var ours = context.Model.GetEntityTypes().Select(type => type.GetTableName()).OfType<string>().Append(HistoryRepository.DefaultTableName);
        var leftovers = (await ReadColumnAsync(connection, TablesSql, cancellationToken)).Intersect(ours, StringComparer.OrdinalIgnoreCase).ToList();
        foreach (var table in leftovers.Except(FilledByMigrations, StringComparer.OrdinalIgnoreCase))
        {
            if (await ExecuteAsync(connection, $"SELECT 1 FROM `{table}` LIMIT 1", cancellationToken) is not null) return false;
        }

        await ExecuteAsync(
            connection,
            $"SET FOREIGN_KEY_CHECKS = 0; DROP TABLE {string.Join(", ", leftovers.Select(table => Delimit(table)))}; SET FOREIGN_KEY_CHECKS = 1",
            cancellationToken, MigrationTimeout);
        return true;
    }

    /// <inheritdoc/>
    protected override Task LockMigrationsAsync(DbConnection connection, CancellationToken cancellationToken) =>
        ExecuteAsync(connection, $"SELECT GET_LOCK(LEFT(CONCAT(database(), '.{MigrationLock}'), 64), {MigrationTimeout})", cancellationToken, MigrationTimeout + 10);

    /// <inheritdoc/>
    protected override async Task UnlockMigrationsAsync(DbConnection connection)
    {
        if (connection.State != ConnectionState.Open) return;
        await ExecuteAsync(connection, $"SELECT RELEASE_LOCK(LEFT(CONCAT(database(), '.{MigrationLock}'), 64))", CancellationToken.None);
    }
}
