using ClusterManagement.Engine.Provisioning;
using ClusterManagement.Providers.Proxmox;

namespace ClusterManagement.Engine.Drift;

/// <summary>A cluster as it showed itself, and the way to ask it for more.</summary>
/// <param name="client">The client of the node that answered.</param>
/// <param name="resources">Its answer.</param>
internal sealed class ClusterView(ProxmoxClient client, IReadOnlyList<ProxmoxResource> resources) : ClusterResources(resources)
{
    /// <summary>The client of the node that answered.</summary>
    public ProxmoxClient Client => client;
}
