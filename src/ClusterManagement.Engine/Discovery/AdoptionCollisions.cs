using ClusterManagement.Data;
using ClusterManagement.Data.Entities;
using ClusterManagement.Engine.Containers;
using Microsoft.EntityFrameworkCore;

namespace ClusterManagement.Engine.Discovery;

/// <summary>Looks whether a container's host name, MAC address or IPv4 address is registered for something else.</summary>
internal static class AdoptionCollisions
{
    /// <summary>Looks in the database.</summary>
    /// <param name="db">The database.</param>
    /// <param name="row">The container.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>What collides, or null.</returns>
    public static async Task<string?> FindAsync(ClusterContext db, ContainerEntity row, CancellationToken cancellationToken)
    {
        var others = await db.Containers.Include(other => other.Node)
            .Where(other => other.Hostname == row.Hostname || other.MacAddress == row.MacAddress || other.Ipv4Number == row.Ipv4Number)
            .ToListAsync(cancellationToken);
        if (Find(others, row) is { } collision) return collision;
        var node = await db.Nodes.Where(node => node.Ipv4Address == row.Ipv4Address).Select(node => node.Name).FirstOrDefaultAsync(cancellationToken);
        return node is null ? null : $"its address {row.Ipv4Address} is registered for node {node}";
    }

    /// <summary>Looks among other containers.</summary>
    /// <param name="others">The others, with their nodes.</param>
    /// <param name="row">The container.</param>
    /// <returns>What collides, or null.</returns>
    public static string? Find(IEnumerable<ContainerEntity> others, ContainerEntity row) => others
        .Select(other =>
            other.Hostname == row.Hostname ? $"its host name {row.Hostname} is registered for {ContainerService.Label(other)}"
            : other.MacAddress == row.MacAddress ? $"its MAC address {row.MacAddress} is registered for {ContainerService.Label(other)}"
            : other.Ipv4Number == row.Ipv4Number ? $"its address {row.Ipv4Address} is registered for {ContainerService.Label(other)}"
            : null)
        .FirstOrDefault(collision => collision is not null);
}
