namespace ClusterManagement.TestServers;

/// <summary>The temporary folder of one server, with a lock beside it that says whether its owner lives.</summary>
internal sealed class ServerFolder : IDisposable
{
    private const string Prefix = "cm-server-";
    private const string LockExtension = ".lock";

    // A socket's path has to fit into 107 bytes.
    private const int LongestBase = 50;

    private static readonly string Base = System.IO.Path.GetTempPath() is { Length: <= LongestBase } folder ? folder : "/tmp/";

    private readonly FileStream _lock;
    private readonly ServerAccount _account;

    /// <summary>Makes a folder that only its owner can enter.</summary>
    /// <param name="account">Its owner.</param>
    public ServerFolder(ServerAccount account)
    {
        if (OperatingSystem.IsWindows()) throw new PlatformNotSupportedException("Database servers for tests are not started on Windows.");
        _account = account;
        (Path, _lock) = Lock();
        Directory.CreateDirectory(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        account.Own(Path);
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>The path of a file in the folder.</summary>
    /// <param name="name">The file's name.</param>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Writes a file that the server's user can read.</summary>
    /// <param name="name">The file's name.</param>
    /// <param name="text">What it holds.</param>
    public string Write(string name, string text)
    {
        var path = File(name);
        System.IO.File.WriteAllText(path, text);
        _account.Own(path);
        return path;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Remove(Path);
        System.IO.File.Delete(_lock.Name);
        _lock.Dispose();
    }

    /// <summary>Removes the folders of processes that are no more; those of other users stay.</summary>
    public static void RemoveAbandoned()
    {
        foreach (var file in Directory.EnumerateFiles(Base, Prefix + "*" + LockExtension))
        {
            try
            {
                using var taken = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
                Remove(System.IO.Path.ChangeExtension(file, null));
                System.IO.File.Delete(file);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                // Its owner lives, or is another user, or its server's processes are still ending: left to a later run.
            }
        }
    }

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    // The system lets go of the lock when this process ends, however it ends.
    private static (string Folder, FileStream Lock) Lock()
    {
        for (var attempts = 10; ; attempts--)
        {
            var folder = System.IO.Path.Combine(Base, Prefix + Guid.NewGuid().ToString("N")[..10]);
            try
            {
                return (folder, new FileStream(folder + LockExtension, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException) when (attempts > 0)
            {
                // The name is taken, or another process looked at the new file before it was locked: another name.
            }
        }
    }
}
