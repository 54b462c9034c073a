namespace ClusterManagement.Engine.Edge.Publishing;

/// <summary>Links among the folders of a path.</summary>
internal static class FolderLinks
{
    private const int MostLinks = 40;

    /// <summary>
    /// The path without links in it. A daemon is known by the path it was started with, which must not depend on the way its folder was
    /// reached.
    /// </summary>
    /// <param name="path">A full path; what it leads to need not be there.</param>
    /// <exception cref="IOException">Links that lead to each other.</exception>
    public static string Resolve(string path)
    {
        var here = Path.GetPathRoot(path)!;
        var (ahead, links) = (new Stack<string>(Parts(path[here.Length..])), 0);
        while (ahead.TryPop(out var part))
        {
            if (part == ".") continue;
            if (part == "..")
            {
                here = Path.GetDirectoryName(here) ?? here;
                continue;
            }

            var next = Path.Combine(here, part);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                here = next;
                continue;
            }

            // A target is read from where the link is, its ".." after what is before them is resolved, as the kernel does (path_resolution(7)).
            if (++links > MostLinks) throw new IOException($"'{path}' leads through too many links.");
            if (Path.GetPathRoot(target) is { Length: > 0 } root) (here, target) = (root, target[root.Length..]);
            foreach (var step in Parts(target)) ahead.Push(step);
        }

        return here;
    }

    /// <summary>Refuses a folder that is a link: files with keys among them must not end up where somebody else's leads.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="ClusterException"><c>ForeignFile</c>.</exception>
    public static void Refuse(string folder)
    {
        if (new DirectoryInfo(folder).LinkTarget is null) return;
        throw new ClusterException(
            ErrorIds.ForeignFile, ClusterErrorKind.AlreadyExists,
            $"'{folder}' is a link, and this module makes none there; nothing was written.", "Remove the link, or choose another folder.", folder);
    }

    // The last one first, as a stack wants them.
    private static IEnumerable<string> Parts(string path) =>
        path.Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries).Reverse();
}
