using ClusterManagement.Engine.Edge.Rendering;

namespace ClusterManagement.Engine.Edge.Publishing;

/// <summary>
/// dnsmasq: checked with <c>dnsmasq --test</c>. It reads its file when it starts and never again, so it is started anew, which takes some
/// milliseconds; its leases are in a file.
/// </summary>
internal sealed class DnsmasqController : IEdgeController
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    /// <inheritdoc/>
    public EdgeDaemon Daemon => EdgeDaemon.Dnsmasq;

    /// <inheritdoc/>
    public string MainFile => "dnsmasq/dnsmasq.conf";

    /// <inheritdoc/>
    public async Task<string?> CheckAsync(string folder, string scratch, CancellationToken cancellationToken)
    {
        var (code, output) = await DaemonProgram.RunAsync("dnsmasq", ["--test", $"--conf-file={Path.Combine(folder, MainFile)}"], cancellationToken);
        return code == 0 ? null : output;
    }

    /// <inheritdoc/>
    public async Task ReloadAsync(EdgeFolder folder, CancellationToken cancellationToken)
    {
        var run = folder.RunFolder(Daemon);
        var pidFile = Path.Combine(run, "dnsmasq.pid");
        if (DaemonProgram.IsRunning(pidFile, "dnsmasq", out var id))
        {
            await DaemonProgram.SignalAsync(id, "TERM", cancellationToken);
            while (DaemonProgram.IsRunning(pidFile, "dnsmasq", out var running) && running == id) await Task.Delay(Interval, cancellationToken);
        }

        EdgeControllers.RefuseFailure("dnsmasq", await DaemonProgram.RunAsync(
            "dnsmasq",
            [$"--conf-file={Path.Combine(folder.Current, MainFile)}", $"--pid-file={pidFile}", $"--dhcp-leasefile={Path.Combine(run, "dnsmasq.leases")}"],
            cancellationToken));
    }

    /// <inheritdoc/>
    public Task<string?> AskAsync(EdgeOptions options, string internalDomain, CancellationToken cancellationToken) =>
        MarkQuestion.AskDnsAsync(options, $"{DnsmasqRenderer.MarkLabel}.{internalDomain}", cancellationToken);
}
