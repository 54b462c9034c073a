using System.Security.Cryptography;
using ClusterManagement.Engine.Edge.Rendering;

namespace ClusterManagement.Engine.Edge.Publishing;

/// <summary>
/// Brings a folder to hold certain files: writes those that differ, removes those it wrote before that are no more, and leaves all others
/// alone. Its manifest names a file before it is there, so that whatever interrupts it, the next run knows what is its own.
/// </summary>
/// <param name="folder">The folder's full path.</param>
internal sealed class FolderWriter(string folder)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Finds out what would have to be done.</summary>
    /// <param name="files">The files.</param>
    /// <param name="force">True to overwrite files that somebody else wrote.</param>
    /// <exception cref="ClusterException"><c>ForeignFile</c>.</exception>
    public FolderPlan Plan(EdgeFiles files, bool force)
    {
        var former = EdgeManifest.Read(folder);
        var writes = new List<(EdgeFile File, FileChange Change)>();
        foreach (var file in files.All)
        {
            var there = new FileInfo(PathOf(file.Name));
            if (!there.Exists)
            {
                if (Directory.Exists(there.FullName)) throw Foreign(there.FullName);
                writes.Add((file, FileChange.Added));
                continue;
            }

            if (IsSame(there, file)) continue;
            if (!force && former?.Files.ContainsKey(file.Name) != true) throw Foreign(there.FullName);
            writes.Add((file, FileChange.Changed));
        }

        var kept = files.All.Select(file => file.Name).ToHashSet(StringComparer.Ordinal);
        var removals = former?.Files.Where(file => !kept.Contains(file.Key) && IsBelow(file.Key) && File.Exists(PathOf(file.Key))).ToList() ?? [];
        return new FolderPlan(former, writes, removals);
    }

    /// <summary>Does it.</summary>
    /// <param name="site">The site's name.</param>
    /// <param name="files">The files.</param>
    /// <param name="plan">What has to be done.</param>
    /// <param name="warn">Takes what needs a look.</param>
    /// <param name="cancellationToken">Ends the work between two files.</param>
    /// <returns>What was done, by name.</returns>
    public IReadOnlyList<ConfigurationFile> Apply(string site, EdgeFiles files, FolderPlan plan, Action<string> warn, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var manifest = new EdgeManifest(
            site,
            new SortedDictionary<string, string>(files.All.ToDictionary(file => file.Name, file => Convert.ToHexStringLower(SHA256.HashData(file.Content.Span))), StringComparer.Ordinal),
            new SortedDictionary<string, string>(files.Marks.ToDictionary(mark => mark.Key.ToString(), mark => mark.Value), StringComparer.Ordinal));
        if (plan.IsEmpty && plan.Former is not null && manifest.Files.SequenceEqual(plan.Former.Files)) return [];

        var both = manifest with { Files = new SortedDictionary<string, string>(manifest.Files, StringComparer.Ordinal) };
        foreach (var (name, hash) in plan.Removals) both.Files[name] = hash;
        both.Write(folder);
        var done = new List<ConfigurationFile>(plan.Writes.Count + plan.Removals.Count);
        var made = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (file, change) in plan.Writes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var path = PathOf(file.Name);
            if (Path.GetDirectoryName(path) is { } parent && made.Add(parent)) Directory.CreateDirectory(parent);
            Write(path, file, change);
            done.Add(Told(site, file.Name, change));
        }

        foreach (var (name, hash) in plan.Removals)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!Remove(PathOf(name), hash)) warn($"'{PathOf(name)}' is no longer part of the configuration, but somebody else changed it since it was written: it is left there.");
            else done.Add(Told(site, name, FileChange.Removed));
        }

        manifest.Write(folder);
        return done;
    }

    private static bool IsSame(FileInfo there, EdgeFile file)
    {
        if (there.LinkTarget is not null || there.Length != file.Content.Length) return false;
        if (file.IsSecret && !OperatingSystem.IsWindows() && there.UnixFileMode != OwnerOnly) return false;
        return File.ReadAllBytes(there.FullName).AsSpan().SequenceEqual(file.Content.Span);
    }

    // A file that is there is replaced as a whole: a daemon that reads it meanwhile sees the one or the other. Files are made and never
    // emptied: ext4 puts an emptied one on the disk when it is closed, and the mode is given only to one that is made.
    private static void Write(string path, EdgeFile file, FileChange change)
    {
        var target = change == FileChange.Added ? path : path + ".new";
        if (target != path) File.Delete(target);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
        if (file.IsSecret && !OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        using (var stream = new FileStream(target, options)) stream.Write(file.Content.Span);
        if (target != path) File.Move(target, path, overwrite: true);
    }

    private bool Remove(string path, string hash)
    {
        if (Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))) != hash) return false;
        File.Delete(path);
        for (var parent = Path.GetDirectoryName(path)!; parent.Length > folder.Length && !Directory.EnumerateFileSystemEntries(parent).Any(); parent = Path.GetDirectoryName(parent)!)
        {
            Directory.Delete(parent);
        }

        return true;
    }

    private static ClusterException Foreign(string path) => new(
        ErrorIds.ForeignFile, ClusterErrorKind.AlreadyExists,
        $"'{path}' is there already, and this module did not write it; nothing was written.",
        "Choose another folder, move the file away, or overwrite it with -Force.", path);

    // A manifest that somebody edited is no way to remove other people's files.
    private bool IsBelow(string name) =>
        Path.GetFullPath(PathOf(name)).StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private string PathOf(string name) => Path.Combine(folder, name.Replace('/', Path.DirectorySeparatorChar));

    private ConfigurationFile Told(string site, string name, FileChange change) => new() { Site = site, Name = name, Change = change, Path = PathOf(name) };
}
