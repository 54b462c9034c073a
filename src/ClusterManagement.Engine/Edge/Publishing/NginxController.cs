namespace ClusterManagement.Engine.Edge.Publishing;

/// <summary>nginx: checked with <c>nginx -t</c>, reloaded through its main process, which stays with the files it has when it refuses others.</summary>
internal sealed class NginxController : IEdgeController
{
    /// <inheritdoc/>
    public EdgeDaemon Daemon => EdgeDaemon.Nginx;

    /// <inheritdoc/>
    public string MainFile => "nginx/nginx.conf";

    /// <inheritdoc/>
    public bool HandsOver => true;

    /// <inheritdoc/>
    public async Task<string?> CheckAsync(string folder, string scratch, CancellationToken cancellationToken)
    {
        var (code, output) = await DaemonProgram.RunAsync("nginx", ["-t", "-q", "-p", scratch, "-e", "stderr", "-c", Path.Combine(folder, MainFile)], cancellationToken);
        return code == 0 ? null : output;
    }

    /// <inheritdoc/>
    public async Task ReloadAsync(EdgeFolder folder, CancellationToken cancellationToken)
    {
        var run = folder.RunFolder(Daemon);
        string[] start = ["-p", run, "-e", Path.Combine(run, "error.log"), "-c", folder.MainFile(this)];
        if (!this.IsRunning(folder, out var id))
        {
            this.RefuseFailedStart(folder, await DaemonProgram.RunAsync("nginx", start, cancellationToken));
        }
        else if (IsQuitting(id))
        {
            this.RefuseFailedStart(folder, await DaemonProgram.ReplaceAsync(id, folder.MainFile(this), start.Prepend(DaemonProgram.Find("nginx")), cancellationToken));
        }
        else
        {
            EdgeControllers.RefuseFailure("nginx", await DaemonProgram.RunAsync("nginx", [.. start, "-s", "reload"], cancellationToken));
        }
    }

    /// <inheritdoc/>
    public Task StopAsync(EdgeFolder folder, CancellationToken cancellationToken)
    {
        // Its listeners close at once, its connections when they end. Its own -s quit would want the files, which may be gone.
        return this.SignalAsync(folder, "QUIT", cancellationToken);
    }

    /// <inheritdoc/>
    public Task<string?> AskAsync(EdgeEndpoints endpoints, CancellationToken cancellationToken) => MarkQuestion.AskHttpAsync(endpoints.Http, cancellationToken);

    // A main process that was told to end when its connections do (for an hour, maybe) listens no more and takes no files up: of its
    // workers, which say so in their titles, all are about to end.
    private static bool IsQuitting(int id)
    {
        var workers = DaemonProgram.Children(id).Where(title => title.StartsWith("nginx: worker process", StringComparison.Ordinal)).ToList();
        return workers.Count > 0 && workers.TrueForAll(title => title.Contains("is shutting down", StringComparison.Ordinal));
    }
}
