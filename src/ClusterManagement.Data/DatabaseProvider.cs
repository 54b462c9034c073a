using ClusterManagement.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Storage;

namespace ClusterManagement.Data;

/// <summary>What a database engine does in its own way. One class per engine; the model and the rules are shared.</summary>
public abstract class DatabaseProvider
{
    /// <summary>The collation that compares text without regard to case.</summary>
    public abstract string IgnoreCaseCollation { get; }

    /// <summary>The names of the migrations this module has for the engine, oldest first.</summary>
    public abstract IReadOnlyList<string> KnownMigrations { get; }

    /// <summary>The provider of an engine.</summary>
    /// <param name="engine">The engine.</param>
    public static DatabaseProvider For(DatabaseEngine engine) => engine switch
    {
        DatabaseEngine.SQLite => SqliteProvider.Instance,
        _ => throw new ArgumentOutOfRangeException(nameof(engine), engine, null),
    };

    /// <summary>Makes what hands out contexts of one database; it is kept for the life of the process.</summary>
    /// <param name="database">The database.</param>
    public abstract IClusterContextFactory CreateFactory(ClusterDatabase database);

    /// <summary>True when there is a database to open.</summary>
    /// <param name="database">The database.</param>
    public abstract bool Exists(ClusterDatabase database);

    /// <summary>Makes a new, empty database of the present schema. When another process is faster, its database stands.</summary>
    /// <param name="database">The database.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public abstract Task CreateAsync(ClusterDatabase database, CancellationToken cancellationToken);

    /// <summary>
    /// The names of the migrations a database has had, oldest first; none when it is not one of this module's. Read with plain
    /// SQL: the model is not needed to know whether it fits.
    /// </summary>
    /// <param name="database">The database.</param>
    public abstract IReadOnlyList<string> ReadAppliedMigrations(ClusterDatabase database);

    /// <summary>Closes the connections that are kept open for later.</summary>
    /// <param name="database">The database.</param>
    public abstract void Release(ClusterDatabase database);

    /// <summary>The size in bytes.</summary>
    /// <param name="database">The database.</param>
    public abstract long GetSize(ClusterDatabase database);

    /// <summary>
    /// Begins a transaction that writes. From here on no other one can take numbers out of a pool until this one ends.
    /// </summary>
    /// <param name="context">The context.</param>
    /// <param name="durable">True when the commit has to outlive a power failure, since something outside follows from it.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public abstract Task<IDbContextTransaction> BeginWriteAsync(ClusterContext context, bool durable, CancellationToken cancellationToken);

    /// <summary>Says which rule of the database an exception reports as broken.</summary>
    /// <param name="exception">An exception of the database.</param>
    public abstract DatabaseFault Classify(Exception exception);

    /// <summary>Reads names for completion with plain SQL, without the cost of a first query through the model.</summary>
    /// <param name="database">The database.</param>
    /// <param name="query">Which names.</param>
    public abstract IReadOnlyList<NameSuggestion> Suggest(ClusterDatabase database, SuggestionQuery query);
}
