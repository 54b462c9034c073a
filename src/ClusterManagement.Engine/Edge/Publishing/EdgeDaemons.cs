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
    // nginx lets former workers accept connections for 100 ms after the new ones have begun to.
    private const int SteadyAnswers = 5;

    // How long a daemon that runs may think about an answer.
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    private readonly EdgeFolder _folder = new(publish.Folder);
    private readonly HashSet<EdgeDaemon> _touched = [];
    private bool _isWarned;

    // Whoever has a command do all, and asks nobody, has daemons on another machine.
    private bool IsElsewhere => publish is { Reload: not null, SkipVerify: true };

    /// <summary>Has the daemons take up the files that the link leads to.</summary>
    /// <param name="release">Which those are.</param>
    /// <param name="expected">What daemons answer that run with them.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task ReloadAsync(ConfigurationRelease release, EdgeAnswers expected, CancellationToken cancellationToken)
    {
        _folder.PrepareRun(expected.Marks.Keys);
        if (expected.Marks.ContainsKey(EdgeDaemon.Nginx) && !IsElsewhere) WarnOfClosedFolder();
        if (publish.Reload is { } reload)
        {
            await reload(release);
            return;
        }

        foreach (var controller in EdgeControllers.Of(expected.Marks.Keys))
        {
            // A name server is not interrupted for a host name of a web site. But one that took other files up may still be at it.
            var mayBeLeft = !publish.SkipVerify && !_touched.Contains(controller.Daemon);
            if (mayBeLeft && await RunsAsync(controller, expected, cancellationToken)) continue;
            _touched.Add(controller.Daemon);
            await controller.ReloadAsync(_folder, cancellationToken);
            context.Verbose($"{controller.Daemon} was reloaded.");
        }
    }

    /// <summary>
    /// Stops the daemons of this folder that are to be no more, whoever started them, so that others can have their ports. The user's
    /// command does it by itself.
    /// </summary>
    /// <param name="kept">The daemons that are to be.</param>
    /// <param name="known">What the others may answer, and where.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task StopOthersAsync(IEnumerable<EdgeDaemon> kept, IReadOnlyCollection<EdgeAnswers> known, CancellationToken cancellationToken)
    {
        if (publish.Reload is not null) return;
        foreach (var controller in EdgeControllers.All.ExceptBy(kept, controller => controller.Daemon).Where(controller => controller.IsRunning(_folder, out _)))
        {
            _touched.Add(controller.Daemon);
            await controller.StopAsync(_folder, cancellationToken);
            var start = TimeProvider.System.GetTimestamp();
            foreach (var answers in known.Where(answers => answers.Marks.ContainsKey(controller.Daemon)))
            {
                while (await AnswersAsync(controller, answers, cancellationToken) && TimeProvider.System.GetElapsedTime(start) < publish.Timeout)
                {
                    await Task.Delay(Interval, cancellationToken);
                }
            }

            context.Verbose($"{controller.Daemon} was stopped.");
        }
    }

    /// <summary>True when all daemons run with certain files. Where nobody is to ask them, it is enough that those of this folder run.</summary>
    /// <param name="expected">What they answer then.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    public Task<bool> RunAsync(EdgeAnswers expected, CancellationToken cancellationToken) => AwaitAsync(expected, AnswerTime, isReloading: false, cancellationToken);

    /// <summary>Waits until all daemons that take files up run with them and with no others; true when they do in time.</summary>
    /// <param name="expected">What they answer then.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task<bool> TakeUpAsync(EdgeAnswers expected, CancellationToken cancellationToken) => AwaitAsync(expected, publish.Timeout, isReloading: true, cancellationToken);

    private async Task<bool> AwaitAsync(EdgeAnswers expected, TimeSpan limit, bool isReloading, CancellationToken cancellationToken)
    {
        if (publish.SkipVerify) return isReloading || publish.Reload is not null || EdgeControllers.Of(expected.Marks.Keys).All(controller => controller.IsRunning(_folder, out _));
        var start = TimeProvider.System.GetTimestamp();
        foreach (var controller in EdgeControllers.Of(expected.Marks.Keys))
        {
            var needed = isReloading && controller.HandsOver ? SteadyAnswers : 1;
            for (var answers = 0; answers < needed;)
            {
                answers = await RunsAsync(controller, expected, cancellationToken) ? answers + 1 : 0;
                if (answers == 0 && TimeProvider.System.GetElapsedTime(start) > limit) return false;
                if (answers < needed) await Task.Delay(Interval, cancellationToken);
            }

            context.Verbose($"{controller.Daemon} runs with the files of mark {expected.Marks[controller.Daemon]}.");
        }

        return true;
    }

    // The same files may be another folder's, and what answers another's daemon; who gives commands knows where the daemons are.
    private async Task<bool> RunsAsync(IEdgeController controller, EdgeAnswers expected, CancellationToken cancellationToken) =>
        (publish.Reload is not null || controller.IsRunning(_folder, out _)) && await AnswersAsync(controller, expected, cancellationToken);

    private static async Task<bool> AnswersAsync(IEdgeController controller, EdgeAnswers expected, CancellationToken cancellationToken) =>
        await AskAsync(controller, expected.Endpoints, cancellationToken) == expected.Marks[controller.Daemon];

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
        if (_isWarned || OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess) return;
        _isWarned = true;
        for (var folder = new DirectoryInfo(_folder.RunFolder(EdgeDaemon.Nginx)); folder is not null; folder = folder.Parent)
        {
            if (folder.UnixFileMode.HasFlag(UnixFileMode.OtherExecute)) continue;
            context.Warning(
                $"nginx's workers cannot get below '{folder.FullName}', so requests with large bodies will fail. Let them with: chmod o+x '{folder.FullName}'");
            return;
        }
    }
}
