namespace ClusterManagement.Data.Entities;

/// <summary>A row of Containers.</summary>
public sealed class ContainerEntity : Entity
{
    /// <summary>The host name.</summary>
    public required string Hostname { get; set; }

    /// <summary>The display name.</summary>
    public required string Name { get; set; }

    /// <summary>The node's key.</summary>
    public int NodeId { get; set; }

    /// <summary>The node.</summary>
    public NodeEntity Node { get; set; } = null!;

    /// <summary>The CTID; null while nothing exists on Proxmox.</summary>
    public int? ContainerId { get; set; }

    /// <summary>The MAC address.</summary>
    public required string MacAddress { get; set; }

    /// <summary>The address.</summary>
    public required string Ipv4Address { get; set; }

    /// <summary>The address as a number, which is what gaps are searched in.</summary>
    public long Ipv4Number { get; set; }

    /// <summary>The state.</summary>
    public ContainerStatus Status { get; set; }

    /// <summary>Why the state is what it is.</summary>
    public string? StatusReason { get; set; }

    /// <summary>The mark in the description on Proxmox.</summary>
    public Guid OwnershipId { get; set; }

    /// <summary>The template it was made from.</summary>
    public string? Template { get; set; }

    /// <summary>CPU cores.</summary>
    public int? Cores { get; set; }

    /// <summary>Memory in MiB.</summary>
    public int? Memory { get; set; }

    /// <summary>Swap in MiB.</summary>
    public int? Swap { get; set; }

    /// <summary>The root disk's size in GiB.</summary>
    public int? Disk { get; set; }

    /// <summary>The description.</summary>
    public string? Description { get; set; }

    /// <summary>The tags, joined by semicolons.</summary>
    public string? Tags { get; set; }

    /// <summary>True when it starts with its node.</summary>
    public bool OnBoot { get; set; }

    /// <summary>The services.</summary>
    public List<ServiceEntity> Services { get; } = [];
}
