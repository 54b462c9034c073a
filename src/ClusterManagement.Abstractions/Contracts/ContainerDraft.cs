namespace ClusterManagement;

/// <summary>A container to be made.</summary>
public sealed record ContainerDraft
{
    /// <summary>The display name.</summary>
    public required string Name { get; init; }

    /// <summary>The host name; the display name in lower case when none is given.</summary>
    public string? Hostname { get; init; }

    /// <summary>The node; without one, a node of <see cref="Site"/> is chosen by <see cref="PlacementRule"/>.</summary>
    public NodeIdentity? Node { get; init; }

    /// <summary>The site; the only one when there is but one.</summary>
    public SiteIdentity? Site { get; init; }

    /// <summary>How a node is chosen when none is given.</summary>
    public PlacementRule PlacementRule { get; init; }

    /// <summary>The template: a volume id, or how the template's file name starts.</summary>
    public string? Template { get; init; }

    /// <summary>The storage for the root disk; the first that takes root disks and has room when none is given.</summary>
    public string? Storage { get; init; }

    /// <summary>The bridge the first interface is attached to.</summary>
    public string Bridge { get; init; } = "vmbr0";

    /// <summary>CPU cores.</summary>
    public int Cores { get; init; } = 1;

    /// <summary>Memory in MiB.</summary>
    public int Memory { get; init; } = 512;

    /// <summary>Swap in MiB.</summary>
    public int Swap { get; init; } = 512;

    /// <summary>The root disk's size in GiB.</summary>
    public int Disk { get; init; } = 8;

    /// <summary>The address; the lowest free one of the site's range when none is given.</summary>
    public string? Ipv4Address { get; init; }

    /// <summary>True when the container gets its address by DHCP, where a reservation for its MAC gives it the same one.</summary>
    public bool Dhcp { get; init; }

    /// <summary>The MAC address; a random one under Proxmox's prefix when none is given.</summary>
    public string? MacAddress { get; init; }

    /// <summary>The container's id on Proxmox; the next free one when none is given.</summary>
    public int? ContainerId { get; init; }

    /// <summary>SSH public keys for root, one per line.</summary>
    public string? SshPublicKey { get; init; }

    /// <summary>The password of root.</summary>
    public SecretText? Password { get; init; }

    /// <summary>True for a privileged container: its root is the node's root.</summary>
    public bool Privileged { get; init; }

    /// <summary>True to allow containers inside the container.</summary>
    public bool Nesting { get; init; }

    /// <summary>True to start it with its node.</summary>
    public bool OnBoot { get; init; }

    /// <summary>The description.</summary>
    public string? Description { get; init; }

    /// <summary>The tags.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>True to start it once it is made.</summary>
    public bool Start { get; init; }

    /// <summary>True to register it only; Proxmox is not asked.</summary>
    public bool NoProvision { get; init; }

    /// <summary>What it is made from in place of a template.</summary>
    public ContainerOrigin? Origin { get; init; }

    /// <summary>Environment variables of its first process; needs Proxmox VE 9.1.</summary>
    public IReadOnlyDictionary<string, string>? Environment { get; init; }

    /// <summary>The command that runs as its first process; needs Proxmox VE 9.1.</summary>
    public string? Entrypoint { get; init; }

    /// <summary>True to take the container that exists already, when it is as it is asked for.</summary>
    public bool IfNotExists { get; init; }

    /// <summary>The fields that were asked for, as opposed to those that have their defaults; one that exists is compared in these.</summary>
    public IReadOnlySet<string> Given { get; init; } = new HashSet<string>();

    /// <summary>What becomes of the row when making it fails.</summary>
    public FailureAction OnFailure { get; init; }

    /// <summary>How long one task on Proxmox may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(10);
}
