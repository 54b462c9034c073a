namespace ClusterManagement;

/// <summary>Makes, upgrades and describes databases.</summary>
public interface IDatabaseService
{
    /// <summary>Describes a server's database by its address; the server is not asked.</summary>
    /// <param name="address">The address.</param>
    /// <exception cref="InvalidValueException">The connection string is malformed, or names no server or database.</exception>
    ClusterDatabase Locate(DatabaseAddress address);

    /// <summary>Describes a server's database by its URL, such as <c>postgresql://user:password@server:5432/name</c>; the server is not asked.</summary>
    /// <param name="url">The URL; the scheme is postgresql, mysql or mariadb.</param>
    /// <exception cref="InvalidValueException">The URL is malformed.</exception>
    ClusterDatabase Locate(SecretText url);

    /// <summary>Reads a database's schema version and size; nothing is made or changed.</summary>
    /// <param name="database">The database.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    Task<ClusterDatabase> DescribeAsync(ClusterDatabase database, CancellationToken cancellationToken);

    /// <summary>Makes the database, or brings its schema to the present version; an up-to-date one is left as it is.</summary>
    /// <param name="database">The database.</param>
    /// <param name="context">The operation's context.</param>
    /// <returns>The database, or null when the change was not approved.</returns>
    Task<ClusterDatabase?> InitializeAsync(ClusterDatabase database, IOperationContext context);

    /// <summary>Closes the connections that are kept open for the next command, so that the file can be moved or deleted.</summary>
    /// <param name="database">The database.</param>
    void Release(ClusterDatabase database);
}
