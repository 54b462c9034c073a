namespace ClusterManagement.Engine.Edge.Publishing;

/// <summary>
/// The folder of a published edge: <c>versions</c> holds the files of each version, the link <c>current</c> leads to the one in use, and
/// <c>run</c> is where the daemons write.
/// </summary>
/// <param name="path">The folder's full path.</param>
internal sealed class EdgeFolder(string path)
{
    private const string Partial = ".partial";

    /// <summary>The link to the version in use.</summary>
    public string Current { get; } = Path.Combine(path, "current");

    /// <summary>The version in use; null when there is none.</summary>
    public string? CurrentVersion => new FileInfo(Current).LinkTarget is { } target && Directory.Exists(VersionFolder(Path.GetFileName(target)))
        ? Path.GetFileName(target)
        : null;

    private string Versions => Path.Combine(path, "versions");

    /// <summary>The folder of a version.</summary>
    /// <param name="version">The version.</param>
    public string VersionFolder(string version) => Path.Combine(Versions, version);

    /// <summary>The folder a version is written in before it has its name.</summary>
    /// <param name="version">The version.</param>
    public string PartialFolder(string version) => VersionFolder(version) + Partial;

    /// <summary>Where a daemon writes; it is made.</summary>
    /// <param name="daemon">The daemon.</param>
    public string RunFolder(EdgeDaemon daemon) => Directory.CreateDirectory(Path.Combine(path, "run", daemon.ToString().ToLowerInvariant())).FullName;

    /// <summary>Keeps other publishers out until it is disposed. The end of the process gives the place free, however it ends.</summary>
    public FileStream Lock()
    {
        Directory.CreateDirectory(Versions);
        try
        {
            return new FileStream(Path.Combine(path, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (exception is not (DirectoryNotFoundException or FileNotFoundException))
        {
            throw new ClusterException(
                ErrorIds.ConfigurationFailed, ClusterErrorKind.InUse,
                $"Another command publishes into '{path}' right now.", "Repeat the command when that one has ended.", path, exception);
        }
    }

    /// <summary>Lets the link lead to a version, from one moment to the next; null takes it away.</summary>
    /// <param name="version">The version.</param>
    public void Switch(string? version)
    {
        if (version is null)
        {
            File.Delete(Current);
            return;
        }

        var link = Current + ".new";
        File.Delete(link);
        File.CreateSymbolicLink(link, Path.Combine("versions", version));
        NativeFileSystem.Rename(link, Current);
    }

    /// <summary>Removes what interrupted publications left, and versions other than these. A folder without a manifest is not ours.</summary>
    /// <param name="kept">The versions that stay.</param>
    public void Prune(params string?[] kept)
    {
        foreach (var folder in Directory.GetDirectories(Versions))
        {
            var name = Path.GetFileName(folder);
            if (kept.Contains(name) || !(name.EndsWith(Partial, StringComparison.Ordinal) || EdgeManifest.Read(folder) is not null)) continue;
            Directory.Delete(folder, recursive: true);
        }
    }
}
