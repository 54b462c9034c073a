using ClusterManagement.Engine.Edge.Model;
using ClusterManagement.Engine.Edge.Rendering;

namespace ClusterManagement.Engine.Edge.Publishing;

/// <summary>
/// Publishes files: writes them beside those in use, lets the daemons' own programs check them, switches the link from one moment to the
/// next, and has the daemons take them up. What fails after the switch brings the former files back.
/// </summary>
/// <param name="publish">Where and how.</param>
/// <param name="site">The site.</param>
/// <param name="files">The files.</param>
/// <param name="context">The operation's context.</param>
internal sealed class EdgePublisher(EdgePublish publish, EdgeSite site, EdgeFiles files, IOperationContext context)
{
    private readonly EdgeFolder _folder = new(publish.Folder);
    private readonly EdgeDaemons _daemons = new(publish, context);
    private readonly PendingSwitch _pending = new(publish.Folder);
    private readonly EdgeAnswers _expected = new(files.Marks, EdgeEndpoints.Of(site, publish.Options));
    private readonly string _version = files.Version;

    /// <summary>The daemons of the edge in use that are to be no more.</summary>
    /// <exception cref="ClusterException"><c>ForeignFile</c>: it is another site's, or has them, and force is not wanted.</exception>
    public IReadOnlyList<EdgeDaemon> Dropped()
    {
        // A manifest that was being written when somebody ended its publication still says whose the edge is.
        var former = ManifestOf(Former()) ?? (_folder.LinkedVersion is { } linked ? EdgeManifest.TryRead(_folder.VersionFolder(linked)) : null);
        var running = former is null && !_pending.Exists ? EdgeControllers.All.Where(controller => controller.IsRunning(_folder, out _)).Select(controller => controller.Daemon) : [];
        return Takeover.Dropped(
            publish.Folder, former?.Site, former?.DaemonMarks.Keys ?? running, site.Name, files, publish.Force, "stops what is left out, unless -ReloadCommand does all");
    }

    /// <summary>Publishes.</summary>
    /// <param name="turn">The lock that keeps other publishers out.</param>
    public async Task<ConfigurationPublication> RunAsync(FileStream turn)
    {
        var (linked, inUse, former) = (_folder.LinkedVersion, _folder.CurrentVersion, Former());
        var back = former != _version ? former : inUse != _version ? inUse : null;
        _ = Dropped();

        // A publication that was interrupted may have started daemons of its own.
        EdgeAnswers[] known = [.. new[] { former, inUse }.Distinct().Select(ManifestOf).OfType<EdgeManifest>().Select(AnswersOf), _expected];
        var isNew = Write();
        if (!isNew && inUse == _version && !_pending.Exists && await _daemons.RunAsync(_expected, context.CancellationToken))
        {
            CleanUp(_folder.Settle);
            return Describe(PublicationState.Unchanged, former);
        }

        await CheckAsync(isNeeded: _version == linked || _version == former);
        _folder.Prepare(_version, back);
        _pending.Write(former);

        // A loss of power must not leave the link leading to files that were not yet on the disk.
        NativeFileSystem.Flush(turn.SafeFileHandle);
        try
        {
            _folder.Switch();
            context.Verbose($"'{_folder.Current}' leads to version {_version} now.");
            await _daemons.StopOthersAsync(files.Marks.Keys, known, context.CancellationToken);
            await _daemons.ReloadAsync(Release(_version, files.Marks.Keys, isRollback: false), _expected, context.CancellationToken);
            if (!await _daemons.TakeUpAsync(_expected, context.CancellationToken)) throw NotTakenUp();
        }
        catch (Exception exception)
        {
            var outcome = await RestoreAsync(back, known, isCancelled: exception is OperationCanceledException);
            if (exception is OperationCanceledException && context.CancellationToken.IsCancellationRequested) throw;
            throw new ClusterException(
                ErrorIds.ConfigurationFailed, ClusterErrorKind.Connection,
                $"Version {_version} of the configuration of site {site.Name} was not taken up: {exception.Message.TrimEnd('.')}. {outcome}",
                (exception as ClusterException)?.RecommendedAction ?? "See the daemons' logs below the folder run, or where your own commands keep them, then repeat the command.",
                site.Name, exception);
        }

        _pending.Clear();
        CleanUp(() => _folder.Prune(_version, former, linked));
        return Describe(PublicationState.Published, former);
    }

    // The version to go back to: the last one the daemons are known to have run with.
    private string? Former() => (_pending.Exists ? _folder.Whole(_pending.Former) : null) ?? _folder.CurrentVersion;

    private EdgeManifest? ManifestOf(string? version) => version is null ? null : EdgeManifest.Read(_folder.VersionFolder(version));

    private EdgeAnswers AnswersOf(EdgeManifest manifest) => new(manifest.DaemonMarks, manifest.Endpoints ?? _expected.Endpoints);

    private bool Write()
    {
        var target = _folder.VersionFolder(_version);
        var isThere = Directory.Exists(target);
        var place = isThere ? target : _folder.PartialFolder(_version);
        if (!isThere && Directory.Exists(place)) Directory.Delete(place, recursive: true);
        var writer = new FolderWriter(place);
        var plan = writer.Plan(files, force: true);
        writer.Apply(site.Name, files, plan, context.Warning, context.CancellationToken, _expected.Endpoints);
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

    // Whatever fails here is told beside the failure that led here, and never in its place.
    private async Task<string> RestoreAsync(string? former, EdgeAnswers[] known, bool isCancelled)
    {
        try
        {
            if (former is null)
            {
                // The files passed the check; without them, a daemon that took them up would not start again.
                if (isCancelled && publish.Reload is null) await _daemons.ReloadAsync(Release(_version, files.Marks.Keys, isRollback: false), _expected, CancellationToken.None);
                return "There is no other version to go back to: its files stay in place, and daemons that took them up run on with them.";
            }

            _folder.SwitchBack();
            var before = AnswersOf(ManifestOf(former)!);
            await TryStopOthersAsync(before.Marks.Keys, known);
            await _daemons.ReloadAsync(Release(former, before.Marks.Keys, isRollback: true), before, CancellationToken.None);
            if (!await _daemons.TakeUpAsync(before, CancellationToken.None))
            {
                return $"The files of version {former} were put back, but not all daemons answer with them.";
            }

            _pending.Clear();
            return $"Version {former} was put back and runs.";
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return $"Version {former ?? _version} could not be brought back as a whole: {exception.Message}";
        }
    }

    // What cannot be stopped is in the way, or is not: the start of the others says it.
    private async Task TryStopOthersAsync(IEnumerable<EdgeDaemon> kept, EdgeAnswers[] known)
    {
        try
        {
            await _daemons.StopOthersAsync(kept, known, CancellationToken.None);
        }
        catch (ClusterException exception)
        {
            context.Warning(exception.Message);
        }
    }

    private void CleanUp(Action clean)
    {
        try
        {
            clean();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            context.Warning($"Older versions in '{publish.Folder}' cannot be removed: {exception.Message}");
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
