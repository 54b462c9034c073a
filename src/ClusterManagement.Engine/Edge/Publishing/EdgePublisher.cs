using System.Net.Sockets;
using ClusterManagement.Engine.Edge.Model;
using ClusterManagement.Engine.Edge.Rendering;

namespace ClusterManagement.Engine.Edge.Publishing;

/// <summary>
/// Publishes files: writes them beside those in use, lets the daemons' own programs check them, switches the link from one moment to the
/// next, reloads, and asks the daemons what they run with. What fails after the switch brings the former files back.
/// </summary>
/// <param name="publish">Where and how.</param>
/// <param name="site">The site.</param>
/// <param name="files">The files.</param>
/// <param name="context">The operation's context.</param>
internal sealed class EdgePublisher(EdgePublish publish, EdgeSite site, EdgeFiles files, IOperationContext context)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(1);

    private readonly EdgeFolder _folder = new(publish.Folder);
    private readonly PendingSwitch _pending = new(publish.Folder);
    private readonly EdgeEndpoints _endpoints = EdgeEndpoints.Of(site, publish.Options);
    private readonly HashSet<EdgeDaemon> _touched = [];
    private readonly string _version = files.Version;

    /// <summary>Publishes.</summary>
    /// <param name="turn">The lock that keeps other publishers out.</param>
    public async Task<ConfigurationPublication> RunAsync(FileStream turn)
    {
        var inUse = _folder.CurrentVersion;
        var former = (_pending.Exists ? _folder.Whole(_pending.Former) : null) ?? inUse;
        var formerManifest = former is null ? null : EdgeManifest.Read(_folder.VersionFolder(former));
        var dropped = formerManifest is null ? [] : Dropped(formerManifest);
        var isNew = Write();
        if (!isNew && inUse == _version && !_pending.Exists && (publish.SkipVerify || await RunsAsync(files.Marks, _endpoints, AnswerTime, context.CancellationToken)))
        {
            return Describe(PublicationState.Unchanged, former);
        }

        await CheckAsync(isNeeded: _version == inUse || _version == former);
        _pending.Write(former);

        // A loss of power must not leave the link leading to files that were not yet on the disk.
        NativeFileSystem.Flush(turn.SafeFileHandle);
        try
        {
            _folder.Switch(_version, former);
            context.Verbose($"'{_folder.Current}' leads to version {_version} now.");
            await StopAsync(dropped, formerManifest?.Endpoints ?? _endpoints, context.CancellationToken);
            await ReloadAsync(_version, files.Marks, _endpoints, isRollback: false, context.CancellationToken);
            if (!publish.SkipVerify && !await RunsAsync(files.Marks, _endpoints, publish.Timeout, context.CancellationToken)) throw NotTakenUp();
        }
        catch (Exception exception)
        {
            var outcome = await RestoreAsync(former);
            if (exception is OperationCanceledException && context.CancellationToken.IsCancellationRequested) throw;
            throw new ClusterException(
                ErrorIds.ConfigurationFailed, ClusterErrorKind.Connection,
                $"Version {_version} of the configuration of site {site.Name} was not taken up: {exception.Message} {outcome}",
                "See the daemons' logs below the folder run, or where your own commands keep them, then repeat the command.", site.Name, exception);
        }

        _pending.Clear();
        CleanUp(former);
        return Describe(PublicationState.Published, former);
    }

    // The daemons whose files would go. They would run on with files that are no more, or not start again.
    private List<EdgeDaemon> Dropped(EdgeManifest former)
    {
        var dropped = former.DaemonMarks.Keys.Except(files.Marks.Keys).Order().ToList();
        if (publish.Force) return dropped;
        if (former.Site != site.Name)
        {
            throw new ClusterException(
                ErrorIds.ForeignFile, ClusterErrorKind.AlreadyExists,
                $"'{publish.Folder}' holds the edge of site {former.Site}, which that of site {site.Name} would replace.",
                "Choose a folder for each site, or replace it with -Force.", publish.Folder);
        }

        return dropped.Count == 0 ? dropped : throw new ClusterException(
            ErrorIds.ForeignFile, ClusterErrorKind.AlreadyExists,
            $"The edge in '{publish.Folder}' has {string.Join(" and ", dropped)} too, whose files would go.",
            $"Name all daemons with -Daemon, or give -Force, which stops {string.Join(" and ", dropped)} unless -ReloadCommand does all.", publish.Folder);
    }

    private bool Write()
    {
        var target = _folder.VersionFolder(_version);
        var isThere = Directory.Exists(target);
        var place = isThere ? target : _folder.PartialFolder(_version);
        if (!isThere && Directory.Exists(place)) Directory.Delete(place, recursive: true);
        var writer = new FolderWriter(place);
        var plan = writer.Plan(files, force: true);
        writer.Apply(site.Name, files, plan, context.Warning, context.CancellationToken, _endpoints);
        if (!isThere) Directory.Move(place, target);
        return !isThere || !plan.IsEmpty;
    }

    private async Task CheckAsync(bool isNeeded)
    {
        var folder = _folder.VersionFolder(_version);
        try
        {
            if (publish.Check is { } check)
            {
                await check(Release(_version, files.Marks.Keys, isRollback: false));
                return;
            }

            var results = await EdgeCheck.RunAsync(folder, files.Marks.Keys, context.CancellationToken);
            if (results.FirstOrDefault(result => !result.IsValid) is not { } refusal) return;
            throw new ClusterException(
                ErrorIds.ConfigurationInvalid, ClusterErrorKind.InvalidValue,
                $"{refusal.Daemon} refuses the configuration of site {site.Name}; what ran before runs on: {refusal.Message}",
                "Test-ClusterConfiguration -Detailed shows what each daemon says.", site.Name);
        }
        catch when (!isNeeded)
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    private async Task ReloadAsync(
        string version, IReadOnlyDictionary<EdgeDaemon, string> marks, EdgeEndpoints endpoints, bool isRollback, CancellationToken cancellationToken)
    {
        if (publish.Reload is { } reload)
        {
            await reload(Release(version, marks.Keys, isRollback));
            return;
        }

        if (marks.ContainsKey(EdgeDaemon.Nginx)) WarnOfClosedFolder();
        foreach (var controller in EdgeControllers.Of(marks.Keys))
        {
            // A name server is not interrupted for a host name of a web site. But one that took the other files up may still be at it.
            if (!_touched.Contains(controller.Daemon) && !publish.SkipVerify && await AskAsync(controller, endpoints, cancellationToken) == marks[controller.Daemon]) continue;
            _touched.Add(controller.Daemon);
            await controller.ReloadAsync(_folder, cancellationToken);
            context.Verbose($"{controller.Daemon} was reloaded.");
        }
    }

    // Another daemon is to have their ports.
    private async Task StopAsync(IReadOnlyCollection<EdgeDaemon> daemons, EdgeEndpoints endpoints, CancellationToken cancellationToken)
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

    // Every daemon that did not change answers at once; asking it again costs nothing.
    private async Task<bool> RunsAsync(IReadOnlyDictionary<EdgeDaemon, string> marks, EdgeEndpoints endpoints, TimeSpan limit, CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        foreach (var controller in EdgeControllers.Of(marks.Keys))
        {
            while (await AskAsync(controller, endpoints, cancellationToken) != marks[controller.Daemon])
            {
                if (TimeProvider.System.GetElapsedTime(start) > limit) return false;
                await Task.Delay(Interval, cancellationToken);
            }

            context.Verbose($"{controller.Daemon} runs with the files of mark {marks[controller.Daemon]}.");
        }

        return true;
    }

    private static async Task<string?> AskAsync(IEdgeController controller, EdgeEndpoints endpoints, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(AnswerTime);
        try
        {
            return await controller.AskAsync(endpoints, limit.Token);
        }
        catch (Exception exception) when (exception is IOException or SocketException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }

    // Whatever fails here is told beside the failure that led here, and never in its place.
    private async Task<string> RestoreAsync(string? former)
    {
        // The files passed the check; without them, a daemon that took them up would not start again.
        if (former is null) return "There was no version before it: its files stay in place, and daemons that took them up run on with them.";
        try
        {
            _folder.SwitchBack();
            var manifest = EdgeManifest.Read(_folder.VersionFolder(former))!;
            var (marks, endpoints) = (manifest.DaemonMarks, manifest.Endpoints ?? _endpoints);
            await StopAsync([.. _touched.Except(marks.Keys)], _endpoints, CancellationToken.None);
            await ReloadAsync(former, marks, endpoints, isRollback: true, CancellationToken.None);
            if (!publish.SkipVerify && !await RunsAsync(marks, endpoints, publish.Timeout, CancellationToken.None))
            {
                return $"The files of version {former} were put back, but not all daemons answer with them.";
            }

            _pending.Clear();
            return $"Version {former} was put back and runs.";
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return $"Version {former} could not be brought back as a whole: {exception.Message}";
        }
    }

    private void CleanUp(string? former)
    {
        try
        {
            _folder.Settle();
            _folder.Prune(_version, former);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            context.Warning($"Older versions in '{publish.Folder}' cannot be removed: {exception.Message}");
        }
    }

    // nginx's workers are nobody's where its main process is root's, and keep large bodies in files.
    private void WarnOfClosedFolder()
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess) return;
        for (var folder = new DirectoryInfo(_folder.RunFolder(EdgeDaemon.Nginx)); folder is not null; folder = folder.Parent)
        {
            if (folder.UnixFileMode.HasFlag(UnixFileMode.OtherExecute)) continue;
            context.Warning($"nginx's workers cannot get below '{folder.FullName}', so requests with large bodies will fail. Let them with: chmod o+x '{folder.FullName}'");
            return;
        }
    }

    private ConfigurationRelease Release(string version, IEnumerable<EdgeDaemon> daemons, bool isRollback) => new()
    {
        Site = site.Name,
        Version = version,
        Path = _folder.VersionFolder(version),
        Current = _folder.Current,
        Daemons = [.. daemons.Order()],
        IsRollback = isRollback,
    };

    private ClusterException NotTakenUp() => new(
        ErrorIds.ConfigurationFailed, ClusterErrorKind.Timeout,
        $"Within {publish.Timeout.TotalSeconds:0.#} s not all of {string.Join(", ", files.Marks.Keys.Order())} answered with it.");

    private ConfigurationPublication Describe(PublicationState state, string? former) => new()
    {
        Site = site.Name,
        State = state,
        Version = _version,
        FormerVersion = former,
        Daemons = [.. files.Marks.Keys.Order()],
        Path = _folder.VersionFolder(_version),
        PublishedAt = DateTime.UtcNow,
    };
}
