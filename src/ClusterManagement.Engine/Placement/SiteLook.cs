using ClusterManagement.Data.Entities;
using ClusterManagement.Providers.Proxmox;

namespace ClusterManagement.Engine.Placement;

/// <summary>How the nodes of a site did at one time.</summary>
/// <param name="At">When, as a time stamp of the clock.</param>
/// <param name="Nodes">How they did, by their names.</param>
internal sealed record SiteLook(long At, IReadOnlyDictionary<string, NodeLook> Nodes)
{
    /// <summary>
    /// Looks. Nodes of one cluster are all told of by the first that answers; a site may have several clusters, and nodes that are in none.
    /// </summary>
    /// <param name="nodes">The site's nodes.</param>
    /// <param name="list">Lists what is in a node's cluster.</param>
    /// <param name="time">The clock.</param>
    public static async Task<SiteLook> TakeAsync(
        IReadOnlyList<NodeEntity> nodes, Func<NodeEntity, Task<IReadOnlyList<ProxmoxResource>>> list, TimeProvider time)
    {
        var at = time.GetTimestamp();
        var looks = new Dictionary<string, NodeLook>(StringComparer.Ordinal);
        foreach (var node in nodes)
        {
            if (looks.TryGetValue(node.Name, out var known) && known.Fault is null) continue;
            try
            {
                var resources = await list(node);
                foreach (var member in resources.Where(entry => entry is { Type: "node", Node: not null }))
                {
                    looks[member.Node!] = NodeLook.Of(member, resources);
                }

                looks.TryAdd(node.Name, NodeLook.Faulty("its cluster does not know it; its name has to be the host name on Proxmox, and the credential needs Sys.Audit"));
            }
            catch (ClusterException exception)
            {
                looks[node.Name] = NodeLook.Faulty(exception.Message);
            }
        }

        return new SiteLook(at, looks);
    }
}
