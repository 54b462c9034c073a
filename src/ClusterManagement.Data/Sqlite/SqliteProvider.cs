using System.Data.Common;
using ClusterManagement.Data.Transfer;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage;
using SQLitePCL;

namespace ClusterManagement.Data.Sqlite;

/// <summary>SQLite: one file, write-ahead log, one writer at a time.</summary>
public sealed class SqliteProvider : DatabaseProvider
{
    private static readonly SqliteSession Session = new();
    private static readonly SqliteCommits Commits = new();

    private SqliteProvider()
        : base(typeof(SqliteClusterContext))
    {
    }

    /// <summary>The one instance.</summary>
    public static SqliteProvider Instance { get; } = new();

    /// <inheritdoc/>
    public override bool IsMadeOnFirstUse => true;

    /// <inheritdoc/>
    public override string ChangeMark => "lower(hex(randomblob(16)))";

    /// <inheritdoc/>
    public override string TablesSql => "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name";

    /// <inheritdoc/>
    public override IClusterContextFactory CreateFactory(ClusterDatabase database) =>
        new PooledContextFactory<SqliteClusterContext>(Options(database.Path!, database.LockTimeout));

    /// <inheritdoc/>
    public override bool MayExist(ClusterDatabase database) => File.Exists(database.Path);

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<string>?> ReadAppliedMigrationsAsync(ClusterDatabase database, CancellationToken cancellationToken)
    {
        if (!MayExist(database)) return null;
        await using var connection = new SqliteConnection(ConnectionString(database.Path!, database.LockTimeout));
        await connection.OpenAsync(cancellationToken);
        return await ReadAppliedMigrationsAsync(connection, cancellationToken) ?? throw Foreign(database);
    }

    /// <summary>
    /// The names of the migrations a file has had, oldest first; none when it is empty, and null when it holds tables of
    /// something else.
    /// </summary>
    /// <param name="connection">An open connection to it.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<IReadOnlyList<string>?> ReadAppliedMigrationsAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(connection);
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = '{HistoryRepository.DefaultTableName}'";
        if ((long)(await command.ExecuteScalarAsync(cancellationToken))! == 0)
        {
            command.CommandText = "SELECT count(*) FROM sqlite_master";
            return (long)(await command.ExecuteScalarAsync(cancellationToken))! == 0 ? [] : null;
        }

        command.CommandText = $"SELECT MigrationId FROM {HistoryRepository.DefaultTableName} ORDER BY MigrationId";
        var applied = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) applied.Add(reader.GetString(0));
        return applied;
    }

    /// <inheritdoc/>
    public override void Release(ClusterDatabase database)
    {
        using var connection = new SqliteConnection(ConnectionString(database.Path!, database.LockTimeout));
        SqliteConnection.ClearPool(connection);
    }

    /// <inheritdoc/>
    public override Task<long> GetSizeAsync(ClusterDatabase database, CancellationToken cancellationToken) =>
        Task.FromResult(new[] { database.Path!, database.Path + "-wal" }.Select(path => new FileInfo(path)).Where(file => file.Exists).Sum(file => file.Length));

    /// <summary>
    /// A new database is made beside its place and moved there, so that nobody ever sees half a schema and processes that
    /// start at once do not wait for each other's migration. When another process is faster, its database stands.
    /// </summary>
    /// <inheritdoc/>
    public override async Task MigrateAsync(ClusterDatabase database, CancellationToken cancellationToken)
    {
        if (MayExist(database))
        {
            await using var context = new SqliteClusterContext(Options(database.Path!, database.LockTimeout));
            await SqliteUpgrade.RunAsync(context, database.Path!, cancellationToken);
            return;
        }

        using var draft = new SqliteDraft(database.Path!);
        await draft.MigrateAsync(schemaVersion: null, isForWork: true, cancellationToken);
        try
        {
            await draft.PlaceAsync(overwrite: false);
        }
        catch (IOException) when (File.Exists(database.Path))
        {
            // Another process was faster; its database is as good as this one.
        }

        // A file of that name may have been deleted under a pooled connection, which would go on writing to it.
        Release(database);
    }

    /// <inheritdoc/>
    public override async Task<IDbContextTransaction> BeginWriteAsync(ClusterContext context, bool durable, CancellationToken cancellationToken)
    {
        await context.Database.OpenConnectionAsync(cancellationToken);
        var connection = (SqliteConnection)context.Database.GetDbConnection();
        SqliteSession.EnsureWritable(connection);
        SqliteSession.SetDurability(connection, durable);

        var transaction = await BeginAsync(context, cancellationToken);
        try
        {
            SqliteSession.LockForWriting(connection, cancellationToken);
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
        // A reader's snapshot of the write-ahead log, which writers do not wait for. The first read takes it.
        var snapshot = await BeginAsync(context, cancellationToken);
        try
        {
            await context.ReadNumberAsync("SELECT count(*) FROM sqlite_master", cancellationToken);
            return snapshot;
        }
        catch
        {
            await snapshot.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// A context on a file that lies still. Not a byte of it is changed and no file appears beside it, even on a medium that
    /// cannot be written; what a write-ahead log beside it holds is not seen.
    /// </summary>
    /// <param name="path">The file.</param>
    public static ClusterContext OpenStill(string path) =>
        new SqliteClusterContext(Options($"{Url(path)}?mode=ro&immutable=1", pooling: false));

    /// <inheritdoc/>
    public override Task<bool> IsSameAsync(ClusterDatabase database, ClusterDatabase other, CancellationToken cancellationToken) =>
        Task.FromResult(RealPath.AreSame(database.Path!, other.Path!));

    /// <inheritdoc/>
    public override IDisposable? InterruptOn(DbConnection connection, CancellationToken cancellationToken)
    {
        var handle = ((SqliteConnection)connection).Handle!;
        return cancellationToken.Register(() => raw.sqlite3_interrupt(handle));
    }

    /// <inheritdoc/>
    public override async Task<DbTransaction> OpenReadOnlyAsync(ClusterDatabase database, CancellationToken cancellationToken)
    {
        var connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = database.Path,
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
            DefaultTimeout = database.LockTimeout,
        };
        var connection = new SqliteConnection(connectionString.ToString());
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection.BeginTransaction(deferred: true);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public override DbConnection? OpenBriefly(ClusterDatabase database)
    {
        if (!MayExist(database)) return null;
        var connectionString = new SqliteConnectionStringBuilder { DataSource = database.Path, Mode = SqliteOpenMode.ReadOnly, DefaultTimeout = 1 };
        var connection = new SqliteConnection(connectionString.ToString());
        connection.Open();
        return connection;
    }

    /// <inheritdoc/>
    public override string LookForBlockers(ClusterDatabase database) =>
        $"Look for the process that has the file open, such as a long-running command or a backup tool; on Linux 'fuser {database.Path}' names it.";

    /// <inheritdoc/>
    public override void ConfigureModel(ModelBuilder modelBuilder)
    {
        // SQLite compares text by its bytes and takes every type as it is.
    }

    /// <inheritdoc/>
    public override void IgnoreCase(IMutableProperty property) => property.SetCollation("NOCASE");

    /// <inheritdoc/>
    public override string Delimit(string name) => name;

    /// <inheritdoc/>
    protected override DatabaseFault? ClassifyOwn(Exception exception) => exception is SqliteException own ? SqliteFaults.Classify(own) : null;

    /// <summary>The options of a context on a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="timeout">How long others that write are waited for, in seconds.</param>
    /// <param name="pooling">False for a file that is about to be moved.</param>
    /// <param name="compiledModel">False to build the model from the configurations, as the design-time tools need it.</param>
    internal static DbContextOptions<SqliteClusterContext> Options(
        string path, int timeout = ClusterDatabase.UsualLockTimeout, bool pooling = true, bool compiledModel = true)
    {
        var options = new DbContextOptionsBuilder<SqliteClusterContext>()
            .UseSqlite(ConnectionString(path, timeout, pooling))
            .AddInterceptors(Session, Commits)
            .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking);
        if (compiledModel) options.UseModel(CompiledModel.SqliteClusterContextModel.Instance);
        return options.Options;
    }

    // The class Uri leaves alone what looks like an escape already.
    private static string Url(string path) =>
        "file:///" + string.Join('/', path.Replace('\\', '/').TrimStart('/').Split('/').Select(Uri.EscapeDataString));

    private static string ConnectionString(string path, int timeout, bool pooling = true) => new SqliteConnectionStringBuilder
    {
        DataSource = path,
        Pooling = pooling,
        DefaultTimeout = timeout,
    }.ToString();

    // The driver makes a deferred transaction of this level, which takes no lock yet. It is serializable all the same.
    private static Task<IDbContextTransaction> BeginAsync(ClusterContext context, CancellationToken cancellationToken) =>
        context.Database.BeginTransactionAsync(System.Data.IsolationLevel.ReadUncommitted, cancellationToken);

    private static ClusterException Foreign(ClusterDatabase database) => new(
        ErrorIds.DatabaseError, ClusterErrorKind.Database,
        $"The file '{database}' is a SQLite database of something else: it has tables, and none of this module.",
        "Name another file; a new one is made on first use.", database);
}
