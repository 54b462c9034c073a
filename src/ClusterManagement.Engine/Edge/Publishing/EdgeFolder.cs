namespace ClusterManagement.Engine.Edge.Publishing;

/// <summary>
/// The folder of a published edge: <c>versions</c> holds the files of each version, the link <c>current</c> leads to the one in use, and
/// <c>run</c> is where the daemons write.
/// </summary>
/// <param name="path">The folder's full path, without links.</param>
internal sealed class EdgeFolder(string path)
{
    private const string Partial = ".partial";
    private const string VersionsName = "versions";
    private const string CurrentName = "current";

    // What an IOException's HResult is when somebody else has a file: EAGAIN, and ERROR_SHARING_VIOLATION.
    private const int WouldBlockOnLinux = 11;
    private const int WouldBlockOnMac = 35;
    private const int SharingViolation = unchecked((int)0x80070020);

    private readonly string _next = Path.Combine(path, "current.new");
    private readonly string _back = Path.Combine(path, "current.back");

    /// <summary>The link to the version in use.</summary>
    public string Current { get; } = Path.Combine(path, CurrentName);

    /// <summary>The version the link leads to; null when there is none that could be gone back to.</summary>
    public string? CurrentVersion => Whole(LinkedVersion);

    /// <summary>The version the link leads to, whatever is there.</summary>
    public string? LinkedVersion => Path.GetFileName(new FileInfo(Current).LinkTarget);

    private string Versions => Path.Combine(path, VersionsName);

    private string Run => Path.Combine(path, "run");

    /// <summary>The folder of a version.</summary>
    /// <param name="version">The version.</param>
    public string VersionFolder(string version) => Path.Combine(Versions, version);

    /// <summary>A version that is there with its manifest, which is what can be gone back to; else null.</summary>
    /// <param name="version">The version.</param>
    public string? Whole(string? version) => version is not null && EdgeManifest.TryRead(VersionFolder(version)) is { Unfinished: null } ? version : null;

    /// <summary>The folder a version is written in before it has its name.</summary>
    /// <param name="version">The version.</param>
    public string PartialFolder(string version) => VersionFolder(version) + Partial;

    /// <summary>Where a daemon writes.</summary>
    /// <param name="daemon">The daemon.</param>
    public string RunFolder(EdgeDaemon daemon) => Path.Combine(Run, NameOf(daemon));

    /// <summary>The file with the process id of a daemon.</summary>
    /// <param name="daemon">The daemon.</param>
    public string PidFile(EdgeDaemon daemon) => Path.Combine(RunFolder(daemon), $"{NameOf(daemon)}.pid");

    /// <summary>The file a daemon is started with.</summary>
    /// <param name="controller">The daemon's controller.</param>
    public string MainFile(IEdgeController controller) => Path.Combine(Current, controller.MainFile);

    /// <summary>Makes the folders daemons write to.</summary>
    /// <param name="daemons">The daemons.</param>
    public void PrepareRun(IEnumerable<EdgeDaemon> daemons)
    {
        foreach (var daemon in daemons) Directory.CreateDirectory(RunFolder(daemon));
    }

    /// <summary>Refuses a folder that is a version of an edge, as the objects a publication emits name it.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="InvalidValueException">It is one.</exception>
    public static void RefuseVersion(string folder)
    {
        if (Directory.GetParent(Path.TrimEndingDirectorySeparator(folder)) is not { Name: VersionsName, Parent: { } edge }) return;
        if (new FileInfo(Path.Combine(edge.FullName, CurrentName)).LinkTarget is null) return;
        throw new InvalidValueException("Path", folder, $"the folder of an edge, such as '{edge.FullName}'; this is one of its versions");
    }

    /// <summary>Keeps other publishers out until it is disposed. The end of the process gives the place free, however it ends.</summary>
    public FileStream Lock()
    {
        foreach (var folder in Enum.GetValues<EdgeDaemon>().Select(RunFolder).Concat([Versions, Run])) FolderLinks.Refuse(folder);
        Directory.CreateDirectory(Versions);
        try
        {
            return new FileStream(Path.Combine(path, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (exception.HResult is WouldBlockOnLinux or WouldBlockOnMac or SharingViolation)
        {
            throw new ClusterException(
                ErrorIds.ConfigurationFailed, ClusterErrorKind.InUse,
                $"Another command publishes into '{path}' right now.", "Repeat the command when that one has ended.", path, exception);
        }
    }

    /// <summary>Makes the links of a switch, forth and back: a disk that is full later on must not close the way back.</summary>
    /// <param name="version">The version to switch to.</param>
    /// <param name="former">The version to go back to; null when there is none.</param>
    public void Prepare(string version, string? former)
    {
        if (former is not null) Link(_back, former);
        Link(_next, version);
    }

    /// <summary>Lets the link lead to the prepared version, from one moment to the next.</summary>
    public void Switch() => NativeFileSystem.Rename(_next, Current);

    /// <summary>Lets the link lead to the version before the switch.</summary>
    public void SwitchBack() => NativeFileSystem.Rename(_back, Current);

    /// <summary>Takes the way back away, and what interrupted publications left in part.</summary>
    public void Settle()
    {
        File.Delete(_back);
        foreach (var folder in Directory.GetDirectories(Versions, $"*{Partial}")) Directory.Delete(folder, recursive: true);
    }

    private static string NameOf(EdgeDaemon daemon) => daemon.ToString().ToLowerInvariant();

    private static void Link(string link, string version)
    {
        File.Delete(link);
        File.CreateSymbolicLink(link, Path.Combine(VersionsName, version));
    }

    /// <summary>Removes versions other than these. A folder without a manifest is not ours.</summary>
    /// <param name="kept">The versions that stay.</param>
    public void Prune(params string?[] kept)
    {
        Settle();
        foreach (var folder in Directory.GetDirectories(Versions))
        {
            if (kept.Contains(Path.GetFileName(folder)) || !File.Exists(Path.Combine(folder, EdgeManifest.FileName))) continue;

            // Removed in part, it would be no version that could be gone back to, or with its keys be taken for somebody else's.
            Directory.Move(folder, folder + Partial);
        }

        Settle();
    }
}
