namespace ClusterManagement.Data;

/// <summary>
/// Files and folders for their owner's eyes only. On Windows they keep the rights they inherit, which in a user's data folder
/// are that user's.
/// </summary>
internal static class OwnerOnly
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Makes a folder of mode 0700, with folders of the usual mode above it; one that is there is left as it is.</summary>
    /// <param name="path">The folder.</param>
    public static DirectoryInfo CreateFolder(string path) => OperatingSystem.IsWindows()
        ? Directory.CreateDirectory(path)
        : Directory.CreateDirectory(path, Owner | UnixFileMode.UserExecute);

    /// <summary>
    /// Makes a file of mode 0600, which it has from the beginning.
    /// </summary>
    /// <param name="path">The file, which must not be there.</param>
    /// <param name="followsFolder">True to let the group read it in a folder that an administrator has given to a group (by the set-group-ID bit).</param>
    public static FileStream CreateFile(string path, bool followsFolder = false)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (OperatingSystem.IsWindows()) return new FileStream(path, options);
        var folder = File.GetUnixFileMode(Path.GetDirectoryName(path)!);
        var mode = followsFolder && folder.HasFlag(UnixFileMode.SetGroup | UnixFileMode.GroupRead) ? Owner | UnixFileMode.GroupRead : Owner;
        options.UnixCreateMode = mode;
        var stream = new FileStream(path, options);

        // The umask can only have taken away from it.
        File.SetUnixFileMode(stream.SafeFileHandle, mode);
        return stream;
    }
}
