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
        var former = force ? EdgeManifest.TryRead(folder) : EdgeManifest.Read(folder);
        var writes = new List<(EdgeFile File, FileChange Change)>();
        foreach (var parent in files.All.Select(file => Path.GetDirectoryName(PathOf(file.Name))!).Distinct()) RefuseLinks(parent);
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

        return new FolderPlan(former, writes, former is null ? [] : Removals(former, files));
    }

    /// <summary>Does it.</summary>
    /// <param name="site">The site's name.</param>
    /// <param name="files">The files.</param>
    /// <param name="plan">What has to be done.</param>
    /// <param name="warn">Takes what needs a look.</param>
    /// <param name="cancellationToken">Ends the work between two files.</param>
    /// <param name="endpoints">Where the daemons that are to run with the files are asked.</param>
    /// <returns>What was done, by name.</returns>
    public IReadOnlyList<ConfigurationFile> Apply(
        string site, EdgeFiles files, FolderPlan plan, Action<string> warn, CancellationToken cancellationToken, EdgeEndpoints? endpoints = null)
    {
        Directory.CreateDirectory(folder);
        var manifest = new EdgeManifest(
            site,
            Sorted(files.All.Select(file => KeyValuePair.Create(file.Name, Hash(file.Content.Span)))),
            Sorted(files.Marks.Select(mark => KeyValuePair.Create(mark.Key.ToString(), mark.Value))),
            endpoints);
        if (plan.IsEmpty && plan.Former is { Unfinished: null } former && former.Site == site && manifest.Files.SequenceEqual(former.Files)) return [];

        // Until all is done, the manifest has what is to come and what is to go.
        var both = manifest with
        {
            Files = Sorted(manifest.Files),
            Unfinished =
            [
                .. plan.Writes.Select(write => write.Change == FileChange.Added ? write.File.Name : write.File.Name + WholeFile.Ending),
                .. plan.Removals.Where(removal => removal.Hash is null).Select(removal => removal.Name),
            ],
        };
        foreach (var (name, hash) in plan.Removals) both.Files[name] = hash ?? string.Empty;
        both.Write(folder);
        var done = new List<ConfigurationFile>(plan.Writes.Count + plan.Removals.Count);
        var made = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (file, change) in plan.Writes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var path = PathOf(file.Name);
            if (Path.GetDirectoryName(path) is { } parent && made.Add(parent)) Directory.CreateDirectory(parent);
            if (change == FileChange.Added) WholeFile.Create(path, file.Content.Span, file.IsSecret ? OwnerOnly : null);
            else WholeFile.Replace(path, file.Content.Span, file.IsSecret ? OwnerOnly : null);
            done.Add(Told(site, file.Name, change));
        }

        foreach (var (name, hash) in plan.Removals)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Remove(PathOf(name), hash)) done.Add(Told(site, name, FileChange.Removed));
            else warn($"'{PathOf(name)}' is no longer part of the configuration, but somebody else changed it since it was written: it is left there.");
        }

        manifest.Write(folder);
        return done;
    }

    // What an interrupted run was making may be there in part, under its own name or that of a file yet to take its place.
    private List<(string Name, string? Hash)> Removals(EdgeManifest former, EdgeFiles files)
    {
        var kept = files.All.Select(file => file.Name).ToHashSet(StringComparer.Ordinal);
        var unfinished = (former.Unfinished ?? []).ToHashSet(StringComparer.Ordinal);
        return [.. former.Files.Keys.Concat(unfinished).Distinct()
            .Where(name => !kept.Contains(name) && IsBelow(name) && File.Exists(PathOf(name)))
            .Select(name => (name, unfinished.Contains(name) ? null : former.Files[name]))];
    }

    private static string Hash(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private static SortedDictionary<string, string> Sorted(IEnumerable<KeyValuePair<string, string>> pairs) =>
        new(new Dictionary<string, string>(pairs), StringComparer.Ordinal);

    private static bool IsSame(FileInfo there, EdgeFile file)
    {
        if (there.LinkTarget is not null || there.Length != file.Content.Length) return false;
        if (file.IsSecret && !OperatingSystem.IsWindows() && there.UnixFileMode != OwnerOnly) return false;
        return File.ReadAllBytes(there.FullName).AsSpan().SequenceEqual(file.Content.Span);
    }

    private bool Remove(string path, string? hash)
    {
        if (hash is not null && Hash(File.ReadAllBytes(path)) != hash) return false;
        File.Delete(path);
        var parent = Path.GetDirectoryName(path)!;
        while (parent.Length > folder.Length && !Directory.EnumerateFileSystemEntries(parent).Any())
        {
            Directory.Delete(parent);
            parent = Path.GetDirectoryName(parent)!;
        }

        return true;
    }

    private void RefuseLinks(string parent)
    {
        for (; parent.Length > Path.TrimEndingDirectorySeparator(folder).Length; parent = Path.GetDirectoryName(parent)!) FolderLinks.Refuse(parent);
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
