namespace ClusterManagement.Data;

/// <summary>Where a file really is.</summary>
internal static class RealPath
{
    // What the file system takes for one name.
    private static readonly StringComparison Comparison =
        OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    /// <summary>True when two paths lead to one place, through links or not.</summary>
    /// <param name="path">A path.</param>
    /// <param name="other">Another one.</param>
    public static bool AreSame(string path, string other) => string.Equals(Resolve(path), Resolve(other), Comparison);

    private static string Resolve(string path)
    {
        var full = Path.GetFullPath(path);
        if (Path.GetDirectoryName(full) is not { } folder) return full;
        FileSystemInfo entry = Directory.Exists(full) ? new DirectoryInfo(full) : new FileInfo(full);
        return entry.Exists && entry.ResolveLinkTarget(returnFinalTarget: true) is { } target
            ? Resolve(target.FullName)
            : Path.Join(Resolve(folder), Path.GetFileName(full));
    }
}
