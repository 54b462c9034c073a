using Xunit;

namespace ClusterManagement.Tests.Support;

/// <summary>Finds the reference material that lies beside the repository.</summary>
internal static class SharedMaterial
{
    private const string RootMarker = "Directory.Packages.props";

    /// <summary>The root of the repository.</summary>
    public static string RepositoryRoot { get; } = FindRoot();

    public static bool IsContinuousIntegration => Environment.GetEnvironmentVariable("CI") == "true";

    /// <summary>The path of a file about Proxmox VE; without it the test is skipped, and fails in CI.</summary>
    public static string Proxmox(string relativePath)
    {
        var path = Path.GetFullPath(Path.Combine(RepositoryRoot, "..", "shared", "proxmox", relativePath));
        if (!File.Exists(path))
            Missing($"The reference material '{path}' is not there.");
        return path;
    }

    /// <summary>Skips the test for want of something; in CI it fails instead.</summary>
    public static void Missing(string reason)
    {
        if (IsContinuousIntegration)
            Assert.Fail(reason);
        else
            Assert.Skip(reason);
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, RootMarker)))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException($"No parent of '{AppContext.BaseDirectory}' holds {RootMarker}.");
    }
}
