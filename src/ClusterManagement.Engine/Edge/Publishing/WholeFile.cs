namespace ClusterManagement.Engine.Edge.Publishing;

/// <summary>
/// Replaces files as a whole: who reads one meanwhile sees the one or the other. Files are made and never emptied: ext4 brings an emptied
/// one to the disk when it is closed, a link would be followed, and the mode is given only to one that is made.
/// </summary>
internal static class WholeFile
{
    /// <summary>What stands behind a file's name while it is written.</summary>
    public const string Ending = ".cluster-new";

    /// <summary>Writes a file that is not there yet, or takes the place of the one that is.</summary>
    /// <param name="path">The file.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="mode">Its mode; null for the usual one.</param>
    public static void Replace(string path, ReadOnlySpan<byte> content, UnixFileMode? mode = null)
    {
        File.Delete(path + Ending);
        Create(path + Ending, content, mode);
        File.Move(path + Ending, path, overwrite: true);
    }

    /// <summary>Writes a file that is not there yet.</summary>
    /// <param name="path">The file.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="mode">Its mode; null for the usual one.</param>
    public static void Create(string path, ReadOnlySpan<byte> content, UnixFileMode? mode = null)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
        if (mode is not null && !OperatingSystem.IsWindows()) options.UnixCreateMode = mode;
        using var stream = new FileStream(path, options);
        stream.Write(content);
    }
}
