using System.Reflection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage;

namespace ClusterManagement.Data.Sqlite;

/// <summary>SQLite: one file, write-ahead log, one writer at a time.</summary>
public sealed class SqliteProvider : DatabaseProvider
{
    private static readonly SqliteSession Session = new();

    private static readonly Lazy<string[]> Migrations = new(() => typeof(SqliteProvider).Assembly.GetTypes()
        .Where(type => type.GetCustomAttribute<DbContextAttribute>()?.ContextType == typeof(SqliteClusterContext))
        .Select(type => type.GetCustomAttribute<MigrationAttribute>()?.Id)
        .OfType<string>()
        .Order(StringComparer.Ordinal)
        .ToArray());

    private SqliteProvider()
    {
    }

    /// <summary>The one instance.</summary>
    public static SqliteProvider Instance { get; } = new();

    /// <inheritdoc/>
    public override string IgnoreCaseCollation => "NOCASE";

    /// <inheritdoc/>
    public override IReadOnlyList<string> KnownMigrations => Migrations.Value;

    /// <inheritdoc/>
    public override IClusterContextFactory CreateFactory(ClusterDatabase database) =>
        new SqliteContextFactory(new PooledDbContextFactory<SqliteClusterContext>(Options(database.Path)));

    /// <inheritdoc/>
    public override bool Exists(ClusterDatabase database) => File.Exists(database.Path);

    /// <inheritdoc/>
    public override IReadOnlyList<string> ReadAppliedMigrations(ClusterDatabase database)
    {
        using var connection = new SqliteConnection(ConnectionString(database.Path, pooling: true));
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = '{HistoryRepository.DefaultTableName}'";
        if ((long)command.ExecuteScalar()! == 0)
        {
            command.CommandText = "SELECT count(*) FROM sqlite_master";
            return (long)command.ExecuteScalar()! == 0 ? [] : throw Foreign(database);
        }

        command.CommandText = $"SELECT MigrationId FROM {HistoryRepository.DefaultTableName} ORDER BY MigrationId";
        var applied = new List<string>();
        using var reader = command.ExecuteReader();
        while (reader.Read()) applied.Add(reader.GetString(0));
        return applied;
    }

    /// <inheritdoc/>
    public override void Release(ClusterDatabase database)
    {
        using var connection = new SqliteConnection(ConnectionString(database.Path, pooling: true));
        SqliteConnection.ClearPool(connection);
    }

    /// <inheritdoc/>
    public override long GetSize(ClusterDatabase database) =>
        new[] { database.Path, database.Path + "-wal" }.Select(path => new FileInfo(path)).Where(file => file.Exists).Sum(file => file.Length);

    /// <summary>
    /// Makes the database beside its place and moves it there, so that nobody ever sees half a schema and processes
    /// that start at once do not wait for each other's migration.
    /// </summary>
    /// <inheritdoc/>
    public override async Task CreateAsync(ClusterDatabase database, CancellationToken cancellationToken)
    {
        OwnerOnly.CreateFolder(Path.GetDirectoryName(database.Path)!);
        var draft = $"{database.Path}.{Guid.NewGuid():N}.new";
        try
        {
            await using (var context = new SqliteClusterContext(Options(draft, pooling: false)))
            {
                await context.Database.MigrateAsync(cancellationToken);
                await context.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE);", cancellationToken);
            }

            // The file holds the names and addresses of everything, and encrypted secrets.
            OwnerOnly.RestrictFile(draft);
            if (!File.Exists(database.Path)) MoveIntoPlace(draft, database.Path);

            // A file of that name may have been deleted under a pooled connection, which would go on writing to it.
            Release(database);
        }
        finally
        {
            foreach (var leftover in new[] { draft, draft + "-wal", draft + "-shm" }) File.Delete(leftover);
        }
    }

    /// <inheritdoc/>
    public override async Task<IDbContextTransaction> BeginWriteAsync(ClusterContext context, bool durable, CancellationToken cancellationToken)
    {
        await context.Database.OpenConnectionAsync(cancellationToken);
        SqliteSession.SetDurability((SqliteConnection)context.Database.GetDbConnection(), durable);

        // Serializable is BEGIN IMMEDIATE: the writer's lock is taken here, before anything is read.
        return await context.Database.BeginTransactionAsync(System.Data.IsolationLevel.Serializable, cancellationToken);
    }

    /// <inheritdoc/>
    public override DatabaseFault Classify(Exception exception) => SqliteFaults.Classify(exception);

    /// <inheritdoc/>
    public override IReadOnlyList<NameSuggestion> Suggest(ClusterDatabase database, SuggestionQuery query) =>
        SqliteSuggestions.Read(database.Path, query);

    /// <summary>The options of a context on a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="pooling">False for a file that is about to be moved.</param>
    /// <param name="compiledModel">False to build the model from the configurations, as the design-time tools need it.</param>
    internal static DbContextOptions<SqliteClusterContext> Options(string path, bool pooling = true, bool compiledModel = true)
    {
        var options = new DbContextOptionsBuilder<SqliteClusterContext>()
            .UseSqlite(ConnectionString(path, pooling))
            .AddInterceptors(Session)
            .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking);
        if (compiledModel) options.UseModel(CompiledModel.SqliteClusterContextModel.Instance);
        return options.Options;
    }

    private static string ConnectionString(string path, bool pooling) => new SqliteConnectionStringBuilder
    {
        DataSource = path,
        Pooling = pooling,
        DefaultTimeout = SqliteSession.BusyTimeout / 1000,
    }.ToString();

    private static ClusterException Foreign(ClusterDatabase database) => new(
        ErrorIds.DatabaseError, ClusterErrorKind.Database,
        $"The file '{database}' is a SQLite database of something else: it has tables, and none of this module.",
        "Name another file; a new one is made on first use.", database);

    private static void MoveIntoPlace(string draft, string path)
    {
        try
        {
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process was faster; its database is as good as this one.
        }
    }
}
