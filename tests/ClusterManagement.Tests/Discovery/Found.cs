using ClusterManagement.Simulator;
using ClusterManagement.Tests.Support;

namespace ClusterManagement.Tests.Discovery;

/// <summary>Containers that somebody else made, and the discovery of the cluster they are in.</summary>
internal static class Found
{
    /// <summary>A container made by somebody else.</summary>
    public static SimulatedContainer AddForeign(
        this EngineLab lab, int id, string hostname, string ip, string? description = null, bool running = true, string node = "pve1", string? mac = null)
    {
        var config = new Dictionary<string, string>
        {
            ["hostname"] = hostname,
            ["net0"] = $"name=eth0,bridge=vmbr0,hwaddr={mac ?? Mac(id)},ip={ip},type=veth",
            ["memory"] = "1024",
            ["cores"] = "2",
            ["tags"] = "old;web",
            ["onboot"] = "1",
        };
        if (description is not null) config["description"] = description;
        return lab.Simulator.AddContainer(id, node, config, running);
    }

    /// <summary>The MAC address of a container that <see cref="AddForeign"/> made.</summary>
    public static string Mac(int id) => $"BC:24:11:FF:{id / 256:X2}:{id % 256:X2}";

    /// <summary>Imports the lab's cluster.</summary>
    public static Task<List<DiscoveredObject>> ImportAsync(
        this EngineLab lab, RecordingContext? context = null, Func<DiscoveryRequest, DiscoveryRequest>? change = null)
    {
        var request = new DiscoveryRequest
        {
            Site = new SiteIdentity("dc1"),
            ApiUrl = lab.Simulator.Url.ToString(),
            ApiTokenIdOrUsername = lab.Simulator.Options.TokenId,
            ApiTokenSecretOrPassword = new SecretText(lab.Simulator.Options.TokenSecret),
            CertificateFingerprint = lab.Simulator.CertificateFingerprint,
        };
        return lab.Session.Discovery.ImportAsync(change?.Invoke(request) ?? request, context ?? new RecordingContext())
            .ToListAsync(Xunit.TestContext.Current.CancellationToken).AsTask();
    }
}
