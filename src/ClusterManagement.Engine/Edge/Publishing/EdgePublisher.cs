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
    private readonly string _version = files.Version;

    /// <summary>Publishes.</summary>
    public async Task<ConfigurationPublication> RunAsync()
    {
        await using var turn = _folder.Lock();
        var inUse = _folder.CurrentVersion;
        var former = _pending.Exists ? _pending.Former : inUse;
        var isNew = Write();
        if (!isNew && inUse == _version && !_pending.Exists && (publish.SkipVerify || await RunsAsync(files.Marks, AnswerTime, context.CancellationToken)))
        {
            return Describe(PublicationState.Unchanged, former);
        }

        await CheckAsync(isNeeded: _version == inUse || _version == former);

        // A loss of power must not leave the link leading to files that were not yet on the disk.
        NativeFileSystem.Flush(turn.SafeFileHandle);
        _pending.Write(former);
        try
        {
            _folder.Switch(_version);
            context.Verbose($"'{_folder.Current}' leads to version {_version} now.");
            await ReloadAsync(_version, files.Marks, isRollback: false, context.CancellationToken);
            if (!publish.SkipVerify && !await RunsAsync(files.Marks, publish.Timeout, context.CancellationToken)) throw NotTakenUp();
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
        _folder.Prune(_version, former);
        return Describe(PublicationState.Published, former);
    }

    private bool Write()
    {
        var target = _folder.VersionFolder(_version);
        var isThere = Directory.Exists(target);
        var place = isThere ? target : _folder.PartialFolder(_version);
        if (!isThere && Directory.Exists(place)) Directory.Delete(place, recursive: true);
        var writer = new FolderWriter(place);
        var plan = writer.Plan(files, force: true);
        writer.Apply(site.Name, files, plan, context.Warning, context.CancellationToken);
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

    private async Task ReloadAsync(string version, IReadOnlyDictionary<EdgeDaemon, string> marks, bool isRollback, CancellationToken cancellationToken)
    {
        if (publish.Reload is { } reload)
        {
            await reload(Release(version, marks.Keys, isRollback));
            return;
        }

        foreach (var controller in EdgeControllers.Of(marks.Keys))
        {
            // A name server is not interrupted for a host name of a web site.
            if (!publish.SkipVerify && await AskAsync(controller, cancellationToken) == marks[controller.Daemon]) continue;
            await controller.ReloadAsync(_folder, cancellationToken);
            context.Verbose($"{controller.Daemon} was reloaded.");
        }
    }

    // Every daemon that did not change answers at once; asking it again costs nothing.
    private async Task<bool> RunsAsync(IReadOnlyDictionary<EdgeDaemon, string> marks, TimeSpan limit, CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        foreach (var controller in EdgeControllers.Of(marks.Keys))
        {
            while (await AskAsync(controller, cancellationToken) != marks[controller.Daemon])
            {
                if (TimeProvider.System.GetElapsedTime(start) > limit) return false;
                await Task.Delay(Interval, cancellationToken);
            }

            context.Verbose($"{controller.Daemon} runs with the files of mark {marks[controller.Daemon]}.");
        }

        return true;
    }

    private async Task<string?> AskAsync(IEdgeController controller, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(AnswerTime);
        try
        {
            return await controller.AskAsync(publish.Options, site.InternalDomain, limit.Token);
        }
        catch (Exception exception) when (exception is IOException or System.Net.Sockets.SocketException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }

    // Whatever fails here is told beside the failure that led here, and never in its place.
    private async Task<string> RestoreAsync(string? former)
    {
        try
        {
            _folder.Switch(former);
            if (former is null)
            {
                _pending.Clear();
                return "There was no version before it; a daemon that took it up runs on with it.";
            }

            var manifest = EdgeManifest.Read(_folder.VersionFolder(former)) ?? throw new IOException($"'{_folder.VersionFolder(former)}' has no manifest.");
            var marks = manifest.Daemons.ToDictionary(daemon => daemon, daemon => manifest.Marks[daemon.ToString()]);
            await ReloadAsync(former, marks, isRollback: true, CancellationToken.None);
            if (!publish.SkipVerify && !await RunsAsync(marks, publish.Timeout, CancellationToken.None))
            {
                return $"The files of version {former} were put back, but not all daemons answer with them.";
            }

            _pending.Clear();
            return $"Version {former} was put back and runs.";
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return $"Version {former ?? "before it"} could not be brought back as a whole: {exception.Message}";
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
