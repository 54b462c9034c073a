namespace ClusterManagement.Data;

/// <summary>
/// Files and folders for their owner's eyes only. On Windows they keep the rights they inherit, which in a user's data folder
/// are that user's.
/// </summary>
internal static class OwnerOnly
{
    /// <summary>Makes a folder of mode 0700, with folders of the usual mode above it; one that is there is left as it is.</summary>
    /// <param name="path">The folder.</param>
    public static DirectoryInfo CreateFolder(string path) => OperatingSystem.IsWindows()
        ? Directory.CreateDirectory(path)
        : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

    /// <summary>Makes a file of mode 0600, which it has from the beginning.</summary>
    /// <param name="path">The file, which must not be there.</param>
    public static FileStream CreateFile(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }
}
