using ClusterManagement.Data;
using ClusterManagement.Data.Allocation;
using ClusterManagement.Data.Entities;
using ClusterManagement.Validation;

namespace ClusterManagement.Engine.Containers;

/// <summary>Takes a container's row, address and MAC within one writing transaction.</summary>
internal static class ContainerReservation
{
    /// <summary>Adds the row; the caller saves it.</summary>
    /// <param name="db">A context within a writing transaction.</param>
    /// <param name="plan">The container.</param>
    /// <param name="status">The state to start in.</param>
    /// <param name="cancellationToken">Ends the search for free values.</param>
    public static async Task<ContainerEntity> AddAsync(
        ClusterContext db, ContainerPlan plan, ContainerStatus status, CancellationToken cancellationToken)
    {
        var site = plan.Node.Site;
        var address = plan.Address ?? await AddressPool.TakeLowestAsync(db, site.Id, site.Name, plan.Network, cancellationToken);
        var row = new ContainerEntity
        {
            Hostname = plan.Hostname,
            Name = plan.Name,
            NodeId = plan.Node.Id,
            MacAddress = plan.MacAddress ?? await MacPool.TakeAsync(db, cancellationToken),
            Ipv4Address = Ipv4.Format(address),
            Ipv4Number = address,
            Status = status,
            OwnershipId = Guid.NewGuid(),
            Template = plan.Draft.Template,
            Cores = plan.Draft.Cores,
            Memory = plan.Draft.Memory,
            Swap = plan.Draft.Swap,
            Disk = plan.Draft.Disk,
            Description = plan.Description,
            Tags = plan.Tags.Count == 0 ? null : string.Join(';', plan.Tags),
            OnBoot = plan.Draft.OnBoot,
        };
        db.Containers.Add(row);
        return row;
    }
}
