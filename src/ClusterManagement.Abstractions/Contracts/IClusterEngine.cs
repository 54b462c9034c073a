namespace ClusterManagement;

/// <summary>The door to everything below the cmdlets. One per process; safe for use by several threads.</summary>
public interface IClusterEngine
{
    /// <summary>The databases themselves: their schema and state.</summary>
    IDatabaseService Databases { get; }

    /// <summary>Moving and keeping whole databases.</summary>
    IDatabaseTransfer Transfers { get; }

    /// <summary>
    /// Opens a database for work. It is made on first use, except in a rehearsal, where an empty one in memory takes its place;
    /// the schema's version is checked once per process.
    /// </summary>
    /// <param name="database">The database.</param>
    /// <param name="context">The operation's context.</param>
    /// <exception cref="ClusterException"><c>SchemaOutdated</c>, <c>DatabaseError</c>.</exception>
    ValueTask<IClusterSession> OpenAsync(ClusterDatabase database, IOperationContext context);

    /// <summary>Reads names for completion: fast, and silent about everything that goes wrong.</summary>
    /// <param name="database">The database.</param>
    /// <param name="query">Which names.</param>
    IReadOnlyList<NameSuggestion> Suggest(ClusterDatabase database, SuggestionQuery query);
}
