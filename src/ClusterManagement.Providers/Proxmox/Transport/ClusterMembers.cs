using System.Text.Json;
using ClusterManagement.Providers.Proxmox.Json;

namespace ClusterManagement.Providers.Proxmox.Transport;

/// <summary>The nodes of the cluster an endpoint belongs to, asked for only when it shall stand in for another one.</summary>
/// <param name="transport">The endpoint.</param>
internal sealed class ClusterMembers(ProxmoxTransport transport)
{
    private static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(5);

    private (IReadOnlySet<string> Names, DateTimeOffset Until)? _known;

    /// <summary>True when a node belongs to the cluster. Every user may ask for the list of nodes, whatever rights it has.</summary>
    internal async Task<bool> HasAsync(string node, Action<string>? wire, CancellationToken cancellationToken)
    {
        if (_known is not { } known || transport.Time.GetUtcNow() >= known.Until)
        {
            var request = new ApiRequest(HttpMethod.Get, ApiPath.Of("nodes"));
            var answer = await transport.SendAsync(request, transport.Endpoint.Node, wire, cancellationToken);
            var nodes = answer.Member("data")?.Deserialize(ProxmoxJson.Default.ProxmoxNodeArray) ?? [];
            known = (nodes.Select(member => member.Name).ToHashSet(StringComparer.OrdinalIgnoreCase), transport.Time.GetUtcNow() + GoodFor);
            _known = known;
        }

        return known.Names.Contains(node);
    }
}
