namespace ClusterManagement;

/// <summary>The edge of a site: the daemons in front of its containers, and their configuration.</summary>
public interface IEdgeService
{
    /// <summary>Writes a site's configuration into a folder: only what differs, and removes only what it wrote before.</summary>
    /// <param name="export">Which site, and where.</param>
    /// <param name="context">The operation's context.</param>
    /// <returns>The files that were written or removed; null when the change was not approved.</returns>
    /// <exception cref="ClusterException"><c>SiteNotFound</c>, <c>InvalidValue</c>, <c>ForeignFile</c>, <c>ConfigurationFailed</c>.</exception>
    Task<IReadOnlyList<ConfigurationFile>?> ExportAsync(EdgeExport export, IOperationContext context);

    /// <summary>Lets each daemon check the configuration a site has now, in a folder that goes with the check.</summary>
    /// <param name="site">The site.</param>
    /// <param name="options">How it is to be.</param>
    /// <param name="context">The operation's context.</param>
    Task<IReadOnlyList<ConfigurationTestResult>> TestAsync(SiteIdentity site, EdgeOptions options, IOperationContext context);

    /// <summary>Lets daemons check the configuration in a folder.</summary>
    /// <param name="folder">The folder's full path.</param>
    /// <param name="daemons">The daemons; none for those that have files there.</param>
    /// <param name="context">The operation's context.</param>
    Task<IReadOnlyList<ConfigurationTestResult>> TestFolderAsync(string folder, IReadOnlyList<EdgeDaemon> daemons, IOperationContext context);

    /// <summary>Lets the daemons run with a site's configuration, or leaves them with the one they have.</summary>
    /// <param name="publish">Which site, and where.</param>
    /// <param name="context">The operation's context.</param>
    /// <returns>The publication; null when the change was not approved.</returns>
    /// <exception cref="ClusterException"><c>SiteNotFound</c>, <c>InvalidValue</c>, <c>ForeignFile</c>, <c>ConfigurationInvalid</c>, <c>ConfigurationFailed</c>.</exception>
    Task<ConfigurationPublication?> PublishAsync(EdgePublish publish, IOperationContext context);

    /// <summary>The mark of a site's present state, which is another one after each change its edge shows.</summary>
    /// <param name="site">The site.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    Task<string> GetVersionAsync(SiteIdentity site, CancellationToken cancellationToken);
}
