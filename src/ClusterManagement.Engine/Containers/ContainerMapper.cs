using ClusterManagement.Data.Entities;

namespace ClusterManagement.Engine.Containers;

/// <summary>Turns container rows into the objects that are handed out.</summary>
internal static class ContainerMapper
{
    /// <summary>The object of a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="node">The node's name.</param>
    /// <param name="site">The site's name.</param>
    /// <param name="services">The services.</param>
    public static Container ToModel(ContainerEntity row, string node, string site, IReadOnlyList<Service> services) => new()
    {
        Id = row.Id,
        Name = row.Name,
        Hostname = row.Hostname,
        Node = node,
        NodeId = row.NodeId,
        Site = site,
        ContainerId = row.ContainerId,
        MacAddress = row.MacAddress,
        Ipv4Address = row.Ipv4Address,
        Status = row.Status,
        StatusReason = row.StatusReason,
        Template = row.Template,
        Cores = row.Cores,
        Memory = row.Memory,
        Swap = row.Swap,
        Disk = row.Disk,
        Description = row.Description,
        Tags = string.IsNullOrEmpty(row.Tags) ? [] : row.Tags.Split(';'),
        OnBoot = row.OnBoot,
        OwnershipId = row.OwnershipId,
        Services = services,
        CreatedAt = row.CreatedAt,
        UpdatedAt = row.UpdatedAt,
    };
}
