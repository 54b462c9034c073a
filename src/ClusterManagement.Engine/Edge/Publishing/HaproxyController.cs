namespace ClusterManagement.Engine.Edge.Publishing;

/// <summary>HAProxy: checked with <c>haproxy -c</c>, run with a main process, which lets workers take turns when it is asked to reload.</summary>
internal sealed class HaproxyController : IEdgeController
{
    /// <inheritdoc/>
    public EdgeDaemon Daemon => EdgeDaemon.Haproxy;

    /// <inheritdoc/>
    public string MainFile => "haproxy/haproxy.cfg";

    /// <inheritdoc/>
    public async Task<string?> CheckAsync(string folder, string scratch, CancellationToken cancellationToken)
    {
        var (code, output) = await DaemonProgram.RunAsync("haproxy", ["-c", "-q", "-f", Path.Combine(folder, MainFile)], cancellationToken);
        return code == 0 ? null : output;
    }

    /// <inheritdoc/>
    public async Task ReloadAsync(EdgeFolder folder, CancellationToken cancellationToken)
    {
        var pidFile = Path.Combine(folder.RunFolder(Daemon), "haproxy.pid");
        if (DaemonProgram.IsRunning(pidFile, "haproxy", out var id)) await DaemonProgram.SignalAsync(id, "USR2", cancellationToken);
        else EdgeControllers.RefuseFailure("haproxy", await DaemonProgram.RunAsync("haproxy", ["-W", "-D", "-p", pidFile, "-f", Path.Combine(folder.Current, MainFile)], cancellationToken));
    }

    /// <inheritdoc/>
    public Task<string?> AskAsync(EdgeOptions options, string internalDomain, CancellationToken cancellationToken) =>
        MarkQuestion.AskHttpAsync(options, cancellationToken);
}
