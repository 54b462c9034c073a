using System.Net.Sockets;

namespace ClusterManagement.Engine.Edge.Publishing;

/// <summary>
/// The daemons during a publication: has them take files up, by the user's command or by itself, and asks them what they run with. It
/// remembers those it laid hands on, which have to be reloaded once more on the way back, whatever they answer.
/// </summary>
/// <param name="publish">Where and how.</param>
/// <param name="context">The operation's context.</param>
internal sealed class EdgeDaemons(EdgePublish publish, IOperationContext context)
{
    /// <summary>How long a daemon that runs may think about an answer.</summary>
    public static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    private readonly EdgeFolder _folder = new(publish.Folder);
    private readonly HashSet<EdgeDaemon> _touched = [];

    /// <summary>Those that were reloaded, started or stopped, without certain ones.</summary>
    /// <param name="others">The ones to leave out.</param>
    public IReadOnlyCollection<EdgeDaemon> TouchedExcept(IEnumerable<EdgeDaemon> others) => [.. _touched.Except(others)];

    /// <summary>Has the daemons take up the files that the link leads to.</summary>
    /// <param name="release">Which those are.</param>
    /// <param name="marks">What each daemon answers that runs with them.</param>
    /// <param name="endpoints">Where they are asked.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task ReloadAsync(
        ConfigurationRelease release, IReadOnlyDictionary<EdgeDaemon, string> marks, EdgeEndpoints endpoints, CancellationToken cancellationToken)
    {
        _folder.PrepareRun(marks.Keys);
        if (marks.ContainsKey(EdgeDaemon.Nginx)) WarnOfClosedFolder();
        if (publish.Reload is { } reload)
        {
            await reload(release);
            return;
        }

        foreach (var controller in EdgeControllers.Of(marks.Keys))
        {
            // A name server is not interrupted for a host name of a web site. But one that took other files up may still be at it.
            var mayBeLeft = !publish.SkipVerify && !_touched.Contains(controller.Daemon);
            if (mayBeLeft && await RunsAsync(controller, marks, endpoints, cancellationToken)) continue;
            _touched.Add(controller.Daemon);
            await controller.ReloadAsync(_folder, cancellationToken);
            context.Verbose($"{controller.Daemon} was reloaded.");
        }
    }

    /// <summary>Stops daemons, so that others can have their ports. The user's command does it by itself.</summary>
    /// <param name="daemons">The daemons.</param>
    /// <param name="endpoints">Where they are asked.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task StopAsync(IReadOnlyCollection<EdgeDaemon> daemons, EdgeEndpoints endpoints, CancellationToken cancellationToken)
    {
        if (publish.Reload is not null) return;
        foreach (var controller in EdgeControllers.Of(daemons))
        {
            _touched.Add(controller.Daemon);
            await controller.StopAsync(_folder, cancellationToken);
            var start = TimeProvider.System.GetTimestamp();
            while (await AskAsync(controller, endpoints, cancellationToken) is not null && TimeProvider.System.GetElapsedTime(start) < publish.Timeout)
            {
                await Task.Delay(Interval, cancellationToken);
            }

            context.Verbose($"{controller.Daemon} was stopped.");
        }
    }

    /// <summary>True when all daemons run with certain files, or will within a time; and when nobody is to ask them.</summary>
    /// <param name="marks">What each daemon answers then.</param>
    /// <param name="endpoints">Where they are asked.</param>
    /// <param name="limit">The time.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    public async Task<bool> RunAsync(IReadOnlyDictionary<EdgeDaemon, string> marks, EdgeEndpoints endpoints, TimeSpan limit, CancellationToken cancellationToken)
    {
        if (publish.SkipVerify) return true;
        var start = TimeProvider.System.GetTimestamp();
        foreach (var controller in EdgeControllers.Of(marks.Keys))
        {
            while (!await RunsAsync(controller, marks, endpoints, cancellationToken))
            {
                if (TimeProvider.System.GetElapsedTime(start) > limit) return false;
                await Task.Delay(Interval, cancellationToken);
            }

            context.Verbose($"{controller.Daemon} runs with the files of mark {marks[controller.Daemon]}.");
        }

        return true;
    }

    // The same files may be another folder's, and what answers another's daemon; who gives commands knows where the daemons are.
    private async Task<bool> RunsAsync(
        IEdgeController controller, IReadOnlyDictionary<EdgeDaemon, string> marks, EdgeEndpoints endpoints, CancellationToken cancellationToken) =>
        (publish.Reload is not null || controller.IsRunning(_folder, out _)) && await AskAsync(controller, endpoints, cancellationToken) == marks[controller.Daemon];

    private static async Task<string?> AskAsync(IEdgeController controller, EdgeEndpoints endpoints, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(AnswerTime);
        try
        {
            return await controller.AskAsync(endpoints, limit.Token);
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    // nginx's workers are nobody's where its main process is root's, and keep large bodies in files.
    private void WarnOfClosedFolder()
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess) return;
        for (var folder = new DirectoryInfo(_folder.RunFolder(EdgeDaemon.Nginx)); folder is not null; folder = folder.Parent)
        {
            if (folder.UnixFileMode.HasFlag(UnixFileMode.OtherExecute)) continue;
            context.Warning(
                $"nginx's workers cannot get below '{folder.FullName}', so requests with large bodies will fail. Let them with: chmod o+x '{folder.FullName}'");
            return;
        }
    }
}
