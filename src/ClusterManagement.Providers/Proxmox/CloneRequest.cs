namespace ClusterManagement.Providers.Proxmox;

/// <summary>What <c>POST /nodes/{node}/lxc/{vmid}/clone</c> is asked for.</summary>
public sealed record CloneRequest
{
    /// <summary>The copy's id.</summary>
    public required int VmId { get; init; }

    /// <summary>The copy's host name.</summary>
    public required string Hostname { get; init; }

    /// <summary>The copy's description.</summary>
    public required string Description { get; init; }

    /// <summary>Whether disks are copied; otherwise they build on those of the template.</summary>
    public bool Full { get; init; }

    /// <summary>The storage of copied disks; null takes the one of the same name.</summary>
    public string? Storage { get; init; }

    /// <summary>Another node for the copy, which shared storage allows; null stays on the node.</summary>
    public string? Target { get; init; }
}
