namespace ClusterManagement.Engine.Edge.Publishing;

/// <summary>HAProxy: checked with <c>haproxy -c</c>, run with a main process, which lets workers take turns when it is asked to reload.</summary>
internal sealed class HaproxyController : IEdgeController
{
    /// <inheritdoc/>
    public EdgeDaemon Daemon => EdgeDaemon.Haproxy;

    /// <inheritdoc/>
    public string MainFile => "haproxy/haproxy.cfg";

    /// <inheritdoc/>
    public bool HandsOver => true;

    /// <inheritdoc/>
    public async Task<string?> CheckAsync(string folder, string scratch, CancellationToken cancellationToken)
    {
        var (code, output) = await DaemonProgram.RunAsync("haproxy", ["-c", "-q", "-f", Path.Combine(folder, MainFile)], cancellationToken);
        return code == 0 ? null : output;
    }

    /// <inheritdoc/>
    public async Task ReloadAsync(EdgeFolder folder, CancellationToken cancellationToken)
    {
        if (this.IsRunning(folder, out _))
        {
            await this.SignalAsync(folder, "USR2", cancellationToken);
            return;
        }

        string[] arguments = ["-W", "-D", "-p", folder.PidFile(Daemon), "-f", folder.MainFile(this)];
        if (Environment.IsPrivilegedProcess) arguments = [.. arguments, "-f", WriteAccount(folder)];
        this.RefuseFailedStart(folder, await DaemonProgram.RunAsync("haproxy", arguments, cancellationToken));
    }

    /// <inheritdoc/>
    public Task StopAsync(EdgeFolder folder, CancellationToken cancellationToken)
    {
        // Its listeners close at once, its connections when they end.
        return this.SignalAsync(folder, "USR1", cancellationToken);
    }

    /// <inheritdoc/>
    public Task<string?> AskAsync(EdgeEndpoints endpoints, CancellationToken cancellationToken) => MarkQuestion.AskHttpAsync(endpoints.Http, cancellationToken);

    // Workers of a main process of root's are to be somebody else. It is said beside the site's file: to another user's HAProxy it is an error.
    private string WriteAccount(EdgeFolder folder)
    {
        var path = Path.Combine(folder.RunFolder(Daemon), "account.cfg");
        WholeFile.Replace(path, "global\n    uid 65534\n    gid 65534\n"u8);
        return path;
    }
}
