namespace ClusterManagement.TestServers;

/// <summary>Finds installed programs.</summary>
internal static class Programs
{
    // A normal user's path lacks the folders of the system's programs.
    private static readonly string[] Folders =
    [
        .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries),
        "/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin",
    ];

    /// <summary>The search path given to programs.</summary>
    public static string SearchPath { get; } = string.Join(Path.PathSeparator, Folders);

    /// <summary>The path of a program, or null.</summary>
    /// <param name="name">The program's file name.</param>
    /// <param name="preferred">Folders to look in first.</param>
    public static string? Find(string name, params IEnumerable<string> preferred) =>
        preferred.Concat(Folders).Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    /// <summary>The path of a program that has been found before.</summary>
    /// <param name="name">The program's file name.</param>
    /// <param name="preferred">Folders to look in first.</param>
    public static string Get(string name, params IEnumerable<string> preferred) =>
        Find(name, preferred) ?? throw new DatabaseServerException($"The program '{name}' is not installed.");

    /// <summary>Why servers cannot be started here, or null.</summary>
    /// <param name="package">Debian's package that has the programs.</param>
    /// <param name="names">The programs.</param>
    /// <param name="preferred">Folders to look in first.</param>
    public static string? Missing(string package, IEnumerable<string> names, params IEnumerable<string> preferred)
    {
        if (!OperatingSystem.IsLinux()) return "Database servers for tests are started on Linux only.";
        if (Find("setpriv") is null) return "The program 'setpriv' is not installed: run 'apt-get install util-linux'.";
        return names.FirstOrDefault(name => Find(name, preferred) is null) is { } name
            ? $"The program '{name}' is not installed: run 'apt-get install {package}'."
            : null;
    }
}
