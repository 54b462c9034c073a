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
    public async Task ReloadAsync(EdgeFolder folder, CancellationToken cancellationToken)
    {
        var run = folder.RunFolder(Daemon);
        string[] arguments = ["-p", run, "-e", Path.Combine(run, "error.log"), "-c", Path.Combine(folder.Current, MainFile)];
        if (DaemonProgram.IsRunning(Path.Combine(run, "nginx.pid"), "nginx", out _)) arguments = [.. arguments, "-s", "reload"];
        EdgeControllers.RefuseFailure("nginx", await DaemonProgram.RunAsync("nginx", arguments, cancellationToken));
    }

    /// <inheritdoc/>
    public Task<string?> AskAsync(EdgeOptions options, string internalDomain, CancellationToken cancellationToken) =>
        MarkQuestion.AskHttpAsync(options, cancellationToken);
}
