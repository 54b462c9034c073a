using System.Data.Common;
using System.Reflection;
using System.Text.RegularExpressions;
using ClusterManagement.Data.MySql;
using ClusterManagement.Data.PostgreSql;
using ClusterManagement.Data.Sqlite;
using ClusterManagement.Data.Transfer;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage;

namespace ClusterManagement.Data;

/// <summary>What a database engine does in its own way. One class per engine; the model and the rules are shared.</summary>
public abstract partial class DatabaseProvider
{
    private readonly Lazy<SortedList<string, Type>> _migrations;

    /// <summary>Creates the provider.</summary>
    /// <param name="contextType">The engine's context, which the engine's migrations are marked with.</param>
    protected DatabaseProvider(Type contextType) => _migrations = new(() => new SortedList<string, Type>(
        typeof(DatabaseProvider).Assembly.GetTypes()
            .Where(type => type.GetCustomAttribute<DbContextAttribute>()?.ContextType == contextType && type.IsAssignableTo(typeof(Migration)))
            .ToDictionary(type => type.GetCustomAttribute<MigrationAttribute>()!.Id),
        StringComparer.Ordinal));

    /// <summary>The names of the migrations this module has for the engine, oldest first.</summary>
    public IReadOnlyList<string> KnownMigrations => [.. _migrations.Value.Keys];

    /// <summary>True when a missing database is made by whatever uses it first; false when that takes a command of its own.</summary>
    public abstract bool IsMadeOnFirstUse { get; }

    /// <summary>The present time in UTC, in SQL.</summary>
    public virtual string UtcNow => "CURRENT_TIMESTAMP";

    /// <summary>
    /// A text of at most 36 characters, in SQL, that no other transaction gives: what marks a state of the rows. It may be the
    /// same throughout a transaction.
    /// </summary>
    public abstract string ChangeMark { get; }

    /// <summary>The provider of an engine.</summary>
    /// <param name="engine">The engine.</param>
    public static DatabaseProvider For(DatabaseEngine engine) => engine switch
    {
        DatabaseEngine.SQLite => SqliteProvider.Instance,
        DatabaseEngine.PostgreSQL => PostgreSqlProvider.Instance,
        DatabaseEngine.MySQL or DatabaseEngine.MariaDB => MySqlProvider.Instance,
        _ => throw new ArgumentOutOfRangeException(nameof(engine), engine, null),
    };

    /// <summary>Makes what hands out contexts of one database; it is kept for the life of the process.</summary>
    /// <param name="database">The database.</param>
    public abstract IClusterContextFactory CreateFactory(ClusterDatabase database);

    /// <summary>
    /// False when a database that was there is known to be gone, without asking a server. A server that has gone away shows
    /// at the first statement.
    /// </summary>
    /// <param name="database">The database.</param>
    public abstract bool MayExist(ClusterDatabase database);

    /// <summary>
    /// Makes the database if need be and applies the migrations it lacks. Processes that do so at once wait for each other or
    /// stay out of each other's way; the last one finds nothing left to do.
    /// </summary>
    /// <param name="database">The database.</param>
    /// <param name="cancellationToken">Ends the work; what is half done is undone where the engine can.</param>
    public abstract Task MigrateAsync(ClusterDatabase database, CancellationToken cancellationToken);

    /// <summary>
    /// The names of the migrations a database has had, oldest first; none when it is empty, and null when there is no
    /// database. Read with plain SQL: the model is not needed to know whether it fits.
    /// </summary>
    /// <param name="database">The database.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ClusterException">The database holds tables of something else.</exception>
    public abstract Task<IReadOnlyList<string>?> ReadAppliedMigrationsAsync(ClusterDatabase database, CancellationToken cancellationToken);

    /// <summary>Closes the connections that are kept open for later.</summary>
    /// <param name="database">The database.</param>
    public abstract void Release(ClusterDatabase database);

    /// <summary>The size in bytes.</summary>
    /// <param name="database">The database.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public abstract Task<long> GetSizeAsync(ClusterDatabase database, CancellationToken cancellationToken);

    /// <summary>
    /// Begins a transaction that writes. From here on no other one can take numbers out of a pool until this one ends.
    /// </summary>
    /// <param name="context">The context.</param>
    /// <param name="durable">True when the commit has to outlive a power failure, since something outside follows from it.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public abstract Task<IDbContextTransaction> BeginWriteAsync(ClusterContext context, bool durable, CancellationToken cancellationToken);

    /// <summary>Begins a transaction that sees the database as it is at this moment, whatever is written meanwhile.</summary>
    /// <param name="context">The context.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public abstract Task<IDbContextTransaction> BeginSnapshotAsync(ClusterContext context, CancellationToken cancellationToken);

    /// <summary>The model as it was with a migration: the tables that a database of that schema has.</summary>
    /// <param name="schemaVersion">The migration's name.</param>
    public IModel ModelAt(string schemaVersion) => ((Migration)Activator.CreateInstance(_migrations.Value[schemaVersion])!).TargetModel;

    /// <summary>True when two descriptions lead to one database, whatever names they use for it.</summary>
    /// <param name="database">A database that is there.</param>
    /// <param name="other">Another one of this engine.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    public abstract Task<bool> IsSameAsync(ClusterDatabase database, ClusterDatabase other, CancellationToken cancellationToken);

    /// <summary>Lets the keys the database hands out go on above the highest that rows of a copy brought along.</summary>
    /// <param name="context">The context, in the transaction of the copy.</param>
    /// <param name="table">The table.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public virtual Task RaiseIdentityAsync(ClusterContext context, TransferTable table, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Lets a token end statements that the driver itself does not end; null when it ends them all.</summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="cancellationToken">The token.</param>
    public virtual IDisposable? InterruptOn(DbConnection connection, CancellationToken cancellationToken) => null;

    /// <summary>
    /// Opens a database of whatever schema for reading alone: a connection of its own, and on it a transaction that sees the
    /// database as it is at this moment and can write nothing. Whoever asks for it disposes both.
    /// </summary>
    /// <param name="database">The database.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public abstract Task<DbTransaction> OpenReadOnlyAsync(ClusterDatabase database, CancellationToken cancellationToken);

    /// <summary>A query for the names of the tables of a database.</summary>
    public abstract string TablesSql { get; }

    /// <summary>Says which rule of the database an exception reports as broken.</summary>
    /// <param name="exception">An exception of the database.</param>
    public DatabaseFault Classify(Exception exception)
    {
        if (exception is DbUpdateConcurrencyException) return new DatabaseFault(DatabaseFaultKind.Conflict);
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (ClassifyOwn(cause) is { } fault) return fault;
        }

        return new DatabaseFault(DatabaseFaultKind.Other);
    }

    /// <summary>How to find out who holds the database.</summary>
    /// <param name="database">The database.</param>
    public abstract string LookForBlockers(ClusterDatabase database);

    /// <summary>Opens a connection for one small read that must not take long; null when there is nothing to connect to.</summary>
    /// <param name="database">The database.</param>
    public abstract DbConnection? OpenBriefly(ClusterDatabase database);

    /// <summary>Sets up the parts of the model that an engine has its own types or collations for.</summary>
    /// <param name="modelBuilder">The model, which is otherwise complete.</param>
    public abstract void ConfigureModel(ModelBuilder modelBuilder);

    /// <summary>Makes a column compare without regard to case.</summary>
    /// <param name="property">The column.</param>
    public abstract void IgnoreCase(IMutableProperty property);

    /// <summary>A name the way the engine's SQL wants it written.</summary>
    /// <param name="name">A table's or column's name.</param>
    public abstract string Delimit(string name);

    /// <summary>SQL in which names stand in square brackets, in the engine's own way of writing them.</summary>
    /// <param name="sql">SQL such as <c>SELECT [name] FROM [Sites]</c>.</param>
    public string Sql(string sql) => BracketedName().Replace(sql, match => Delimit(match.Groups[1].Value));

    /// <summary>Says what an exception of the engine's own driver means; null for any other exception.</summary>
    /// <param name="exception">The exception.</param>
    protected abstract DatabaseFault? ClassifyOwn(Exception exception);

    [GeneratedRegex(@"\[(\w+)\]")]
    private static partial Regex BracketedName();
}
