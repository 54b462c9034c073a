namespace ClusterManagement.Engine.Edge.Publishing;

/// <summary>nginx: checked with <c>nginx -t</c>, reloaded through its main process, which stays with the files it has when it refuses others.</summary>
internal sealed class NginxController : IEdgeController
{
    /// <inheritdoc/>
    public EdgeDaemon Daemon => EdgeDaemon.Nginx;

    /// <inheritdoc/>
    public string MainFile => "nginx/nginx.conf";

    /// <inheritdoc/>
    public async Task<string?> CheckAsync(string folder, string scratch, CancellationToken cancellationToken)
    {
        var (code, output) = await DaemonProgram.RunAsync("nginx", ["-t", "-q", "-p", scratch, "-e", "stderr", "-c", Path.Combine(folder, MainFile)], cancellationToken);
        return code == 0 ? null : output;
    }

    /// <inheritdoc/>
    public async Task ReloadAsync(EdgeFolder folder, CancellationToken cancellationToken) =>
        EdgeControllers.RefuseFailure("nginx", await RunAsync(folder, IsRunning(folder, out _) ? ["-s", "reload"] : [], cancellationToken));

    /// <inheritdoc/>
    public async Task StopAsync(EdgeFolder folder, CancellationToken cancellationToken)
    {
        // Its listeners close at once, its connections when they end. Its own -s quit would want the files, which may be gone.
        if (IsRunning(folder, out var id)) await DaemonProgram.SignalAsync(id, "QUIT", cancellationToken);
    }

    /// <inheritdoc/>
    public Task<string?> AskAsync(EdgeEndpoints endpoints, CancellationToken cancellationToken) => MarkQuestion.AskHttpAsync(endpoints.Http, cancellationToken);

    private string MainFileOf(EdgeFolder folder) => Path.Combine(folder.Current, MainFile);

    private bool IsRunning(EdgeFolder folder, out int id) => DaemonProgram.IsRunning(Path.Combine(folder.RunFolder(Daemon), "nginx.pid"), MainFileOf(folder), out id);

    private Task<(int ExitCode, string Output)> RunAsync(EdgeFolder folder, string[] arguments, CancellationToken cancellationToken)
    {
        var run = folder.RunFolder(Daemon);
        return DaemonProgram.RunAsync("nginx", ["-p", run, "-e", Path.Combine(run, "error.log"), "-c", MainFileOf(folder), .. arguments], cancellationToken);
    }
}
