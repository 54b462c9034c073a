using ClusterManagement.Engine.Edge.Rendering;

namespace ClusterManagement.Engine.Edge.Publishing;

/// <summary>
/// dnsmasq: checked with <c>dnsmasq --test</c>. It reads its file when it starts and never again, so it is started anew, which takes some
/// milliseconds; its leases are in a file.
/// </summary>
internal sealed class DnsmasqController : IEdgeController
{
    /// <inheritdoc/>
    public EdgeDaemon Daemon => EdgeDaemon.Dnsmasq;

    /// <inheritdoc/>
    public string MainFile => "dnsmasq/dnsmasq.conf";

    /// <inheritdoc/>
    public bool HandsOver => false;

    /// <inheritdoc/>
    public async Task<string?> CheckAsync(string folder, string scratch, CancellationToken cancellationToken)
    {
        var (code, output) = await DaemonProgram.RunAsync("dnsmasq", ["--test", $"--conf-file={Path.Combine(folder, MainFile)}"], cancellationToken);
        return code == 0 ? null : output;
    }

    /// <inheritdoc/>
    public async Task ReloadAsync(EdgeFolder folder, CancellationToken cancellationToken)
    {
        string[] arguments =
        [
            $"--conf-file={folder.MainFile(this)}", $"--pid-file={folder.PidFile(Daemon)}", $"--dhcp-leasefile={Path.Combine(folder.RunFolder(Daemon), "dnsmasq.leases")}",
        ];
        this.RefuseFailedStart(folder, this.IsRunning(folder, out var id)
            ? await DaemonProgram.ReplaceAsync(id, folder.MainFile(this), arguments.Prepend(DaemonProgram.Find("dnsmasq")), cancellationToken)
            : await DaemonProgram.RunAsync("dnsmasq", arguments, cancellationToken));
    }

    /// <inheritdoc/>
    public async Task StopAsync(EdgeFolder folder, CancellationToken cancellationToken)
    {
        if (this.IsRunning(folder, out var id))
        {
            EdgeControllers.RefuseFailure("dnsmasq", await DaemonProgram.ReplaceAsync(id, folder.MainFile(this), [], cancellationToken));
        }
    }

    /// <inheritdoc/>
    public Task<string?> AskAsync(EdgeEndpoints endpoints, CancellationToken cancellationToken) =>
        MarkQuestion.AskDnsAsync(endpoints.Dns, $"{DnsmasqRenderer.MarkLabel}.{endpoints.InternalDomain}", cancellationToken);
}
