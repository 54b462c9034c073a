using ClusterManagement.Simulator;
using Xunit;

namespace ClusterManagement.Tests.Support;

/// <summary>Holds the requests that a test caused against the official schema of the API.</summary>
internal static class RequestCheck
{
    private static readonly string SchemaFile =
        Path.GetFullPath(Path.Combine(SharedMaterial.RepositoryRoot, "..", "shared", "proxmox", "lxc-subset.json"));

    private static readonly Lazy<ProxmoxSchema> Schema = new(() => ProxmoxSchema.Load(SchemaFile));

    /// <summary>
    /// Fails when a request breaks the schema. Without the schema the test says so and fails in CI; what it asserts besides
    /// holds either way, so it is not skipped.
    /// </summary>
    public static void Verify(ProxmoxSimulator simulator)
    {
        if (!File.Exists(SchemaFile))
        {
            if (SharedMaterial.IsContinuousIntegration) Assert.Fail($"The reference material '{SchemaFile}' is not there.");
            TestContext.Current.AddWarning($"The requests were not checked: '{SchemaFile}' is not there.");
            return;
        }

        var requests = simulator.Requests;
        var violations = requests.SelectMany(request => Schema.Value
            .Check(request.Method, request.Path, request.Parameters)
            .Select(violation => $"{request.Method} {request.Path}: {violation}"));
        Assert.Equal([], violations.Distinct());
        TestContext.Current.TestOutputHelper?.WriteLine($"{requests.Count} requests keep to the schema.");
    }
}
