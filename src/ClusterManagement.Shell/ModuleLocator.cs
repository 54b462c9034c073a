namespace ClusterManagement.Shell;

/// <summary>Finds the module's manifest in the folders above the program and above the current directory.</summary>
internal static class ModuleLocator
{
    private const string ManifestName = "ClusterManagement.psd1";
    private const string AssemblyName = "ClusterManagement.dll";

    /// <summary>Returns the manifest's path.</summary>
    /// <exception cref="ShellException">There is no manifest, or the module is not built.</exception>
    public static string Find()
    {
        string[] starts = [AppContext.BaseDirectory, Environment.CurrentDirectory];
        var folder = starts.SelectMany(Ancestors).FirstOrDefault(candidate => File.Exists(Path.Combine(candidate, ManifestName)))
            ?? throw new ShellException(
                $"{ManifestName} was not found at or above {string.Join(" or ", starts.Select(Path.TrimEndingDirectorySeparator))}.",
                "Start the shell inside the repository or the unpacked module, or pass -NoImport to go without the module.");
        if (!File.Exists(Path.Combine(folder, "bin", AssemblyName)))
        {
            throw new ShellException(
                $"The module in {folder} is not built: bin/{AssemblyName} is missing.",
                "Build it first (see README.md), or pass -NoImport to go without the module.");
        }

        return Path.Combine(folder, ManifestName);
    }

    private static IEnumerable<string> Ancestors(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            yield return folder.FullName;
    }
}
