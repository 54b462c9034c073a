namespace ClusterManagement.TestServers;

/// <summary>A private HAProxy, with a main process that stays.</summary>
public sealed class HaproxyServer() : EdgeServer("nobody")
{
    /// <summary>Gets why it cannot be run here; null when it can.</summary>
    public static string? Missing { get; } = MissingProgram("haproxy", "haproxy");

    /// <inheritdoc/>
    public override Task ReloadAsync(string mainFile)
    {
        if (IsRunning) Send(Signal.User2);
        else Start(mainFile);
        return Task.CompletedTask;
    }

    private protected override (string Program, IEnumerable<string> Arguments) Command(string mainFile) => ("haproxy", ["-W", "-f", mainFile]);
}
