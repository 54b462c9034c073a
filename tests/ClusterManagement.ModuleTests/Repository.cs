namespace ClusterManagement.ModuleTests;

/// <summary>Where things lie in the working copy that these tests were built from.</summary>
public static class Repository
{
    /// <summary>Gets the folder that holds the central build properties.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Returns the program that a project built for the configuration and framework of these tests.</summary>
    public static string Program(string folder, string project)
    {
        var output = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        var program = Path.Combine(Root, folder, project, "bin", output.Parent!.Name, output.Name, $"{project}.dll");
        return File.Exists(program) ? program : throw new FileNotFoundException($"{project} is not built.", program);
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Directory.Build.props")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("These tests run inside the repository.");
    }
}
