namespace ClusterManagement.TestServers;

/// <summary>A private dnsmasq.</summary>
public sealed class DnsmasqServer() : EdgeServer("nobody")
{
    /// <summary>Gets why it cannot be run and asked here; null when it can.</summary>
    public static string? Missing { get; } = MissingProgram("dnsmasq-base", "dnsmasq") ?? MissingProgram("bind9-dnsutils", "dig");

    /// <inheritdoc/>
    public override async Task ReloadAsync(string mainFile)
    {
        await StopAsync();
        Start(mainFile);
    }

    private protected override (string Program, IEnumerable<string> Arguments) Command(string mainFile) =>
        ("dnsmasq", ["--keep-in-foreground", "--log-facility=-", $"--conf-file={mainFile}", "--pid-file=", $"--dhcp-leasefile={Path.Combine(Folder, "leases")}"]);
}
