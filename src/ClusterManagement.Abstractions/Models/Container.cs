namespace ClusterManagement;

/// <summary>An LXC container on a node (spec: Container).</summary>
public sealed record Container : ClusterObject
{
    /// <summary>The display name.</summary>
    public required string Name { get; init; }

    /// <summary>The host name, unique everywhere.</summary>
    public required string Hostname { get; init; }

    /// <summary>The node's name.</summary>
    public required string Node { get; init; }

    /// <summary>The number of the node.</summary>
    public int NodeId { get; init; }

    /// <summary>The site's name.</summary>
    public required string Site { get; init; }

    /// <summary>The container's id on Proxmox (CTID); null while nothing exists there.</summary>
    public int? ContainerId { get; init; }

    /// <summary>The MAC address of its first interface, unique everywhere.</summary>
    public required string MacAddress { get; init; }

    /// <summary>The IPv4 address, unique everywhere.</summary>
    public required string Ipv4Address { get; init; }

    /// <summary>The state.</summary>
    public ContainerStatus Status { get; init; }

    /// <summary>Why the state is what it is, when that needs saying.</summary>
    public string? StatusReason { get; init; }

    /// <summary>The template it was made from.</summary>
    public string? Template { get; init; }

    /// <summary>CPU cores.</summary>
    public int? Cores { get; init; }

    /// <summary>Memory in MiB.</summary>
    public int? Memory { get; init; }

    /// <summary>Swap in MiB.</summary>
    public int? Swap { get; init; }

    /// <summary>The root disk's size in GiB.</summary>
    public int? Disk { get; init; }

    /// <summary>The description, without the mark that tells whose container it is.</summary>
    public string? Description { get; init; }

    /// <summary>The tags, lower case and sorted.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>True when it starts with its node.</summary>
    public bool OnBoot { get; init; }

    /// <summary>The mark in the description on Proxmox that says whose container it is.</summary>
    public Guid OwnershipId { get; init; }

    /// <summary>The services the container exposes.</summary>
    public IReadOnlyList<Service> Services { get; init; } = [];

    /// <summary>What Proxmox says of it at present; null unless that was asked for, or when it could not be asked.</summary>
    public LiveState? Live { get; init; }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
