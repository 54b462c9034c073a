namespace ClusterManagement.Engine.Edge.Publishing;

/// <summary>What a daemon's files need of the daemon: its own check, a way to take them up, and a proof that it did.</summary>
internal interface IEdgeController
{
    /// <summary>The daemon.</summary>
    EdgeDaemon Daemon { get; }

    /// <summary>The file the daemon is started with, below a folder of files.</summary>
    string MainFile { get; }

    /// <summary>True when workers with the former files may still answer for a moment beside those with the new ones.</summary>
    bool HandsOver { get; }

    /// <summary>Lets the daemon's own program check files.</summary>
    /// <param name="folder">The folder with the files.</param>
    /// <param name="scratch">A folder the check may write to.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    /// <returns>What is wrong; null when nothing is.</returns>
    Task<string?> CheckAsync(string folder, string scratch, CancellationToken cancellationToken);

    /// <summary>Lets the daemon take up the files that the link leads to; one that does not run is started.</summary>
    /// <param name="folder">The edge's folder.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    Task ReloadAsync(EdgeFolder folder, CancellationToken cancellationToken);

    /// <summary>Lets the daemon take no new work and end, when it runs.</summary>
    /// <param name="folder">The edge's folder.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    Task StopAsync(EdgeFolder folder, CancellationToken cancellationToken);

    /// <summary>Asks the daemon which files it runs with.</summary>
    /// <param name="endpoints">Where it listens.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <returns>The mark of its files; null when it gives no answer.</returns>
    Task<string?> AskAsync(EdgeEndpoints endpoints, CancellationToken cancellationToken);
}
