namespace ClusterManagement.Engine.Edge.Publishing;

/// <summary>Links among the folders of a path.</summary>
internal static class FolderLinks
{
    /// <summary>
    /// The path without links in it. A daemon is known by the path it was started with, which must not depend on the way its folder was
    /// reached.
    /// </summary>
    /// <param name="path">A full path; what it leads to need not be there.</param>
    /// <exception cref="IOException">Links that lead to each other.</exception>
    public static string Resolve(string path)
    {
        if (Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(path)) is not { } parent) return path;
        var here = new DirectoryInfo(Path.Combine(Resolve(parent), Path.GetFileName(Path.TrimEndingDirectorySeparator(path))));
        return here.LinkTarget is null ? here.FullName : Resolve(here.ResolveLinkTarget(returnFinalTarget: true)!.FullName);
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
}
