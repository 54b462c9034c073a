namespace ClusterManagement.TestServers;

/// <summary>A private HAProxy.</summary>
public sealed class HaproxyServer() : EdgeServer("nobody")
{
    /// <summary>Gets why it cannot be run here; null when it can.</summary>
    public static string? Missing { get; } = MissingProgram("haproxy", "haproxy");

    /// <inheritdoc/>
    public override async Task ReloadAsync(string mainFile)
    {
        await StopAsync();
        Start(mainFile);
    }

    private protected override (string Program, IEnumerable<string> Arguments) Command(string mainFile) => ("haproxy", ["-db", "-f", mainFile]);
}
