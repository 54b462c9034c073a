namespace ClusterManagement;

/// <summary>Makes, upgrades and describes databases.</summary>
public interface IDatabaseService
{
    /// <summary>Reads a database's schema version and size; nothing is made or changed.</summary>
    /// <param name="database">The database.</param>
    ClusterDatabase Describe(ClusterDatabase database);

    /// <summary>Makes the database, or brings its schema to the present version; an up-to-date one is left as it is.</summary>
    /// <param name="database">The database.</param>
    /// <param name="context">The operation's context.</param>
    /// <returns>The database, or null when the change was not approved.</returns>
    Task<ClusterDatabase?> InitializeAsync(ClusterDatabase database, IOperationContext context);

    /// <summary>Closes the connections that are kept open for the next command, so that the file can be moved or deleted.</summary>
    /// <param name="database">The database.</param>
    void Release(ClusterDatabase database);
}
