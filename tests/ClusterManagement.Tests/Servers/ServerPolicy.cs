namespace ClusterManagement.TestServers;

/// <summary>What happens to a test whose database server is not installed.</summary>
internal static class ServerPolicy
{
    /// <summary>Skips the test when something is missing; in CI it fails instead.</summary>
    /// <param name="missing">Why the server cannot be started, or null.</param>
    public static void Require(string? missing) => Require(missing, Environment.GetEnvironmentVariable("CI") == "true");

    /// <summary>The same, told where it runs.</summary>
    /// <param name="missing">Why the server cannot be started, or null.</param>
    /// <param name="isContinuousIntegration">Whether this is CI.</param>
    public static void Require(string? missing, bool isContinuousIntegration)
    {
        if (missing is null) return;
        if (isContinuousIntegration)
            Xunit.Assert.Fail(missing);
        else
            Xunit.Assert.Skip(missing);
    }
}
