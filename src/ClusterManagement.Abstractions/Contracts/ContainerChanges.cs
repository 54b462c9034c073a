namespace ClusterManagement;

/// <summary>The fields of a container to be changed.</summary>
public sealed record ContainerChanges
{
    /// <summary>The display name.</summary>
    public Optional<string?> Name { get; init; }

    /// <summary>The host name.</summary>
    public Optional<string?> Hostname { get; init; }

    /// <summary>CPU cores.</summary>
    public Optional<int> Cores { get; init; }

    /// <summary>Memory in MiB.</summary>
    public Optional<int> Memory { get; init; }

    /// <summary>Swap in MiB.</summary>
    public Optional<int> Swap { get; init; }

    /// <summary>The description; null clears it.</summary>
    public Optional<string?> Description { get; init; }

    /// <summary>The tags; null clears them.</summary>
    public Optional<string[]?> Tags { get; init; }

    /// <summary>Whether it starts with its node.</summary>
    public Optional<bool> OnBoot { get; init; }

    /// <summary>The root disk's size in GiB; it can only grow.</summary>
    public Optional<int> Disk { get; init; }

    /// <summary>The bridge its first interface is attached to.</summary>
    public Optional<string?> Bridge { get; init; }

    /// <summary>The VLAN of its first interface; 0 takes it out.</summary>
    public Optional<int> VlanTag { get; init; }

    /// <summary>Whether the node's firewall filters its first interface.</summary>
    public Optional<bool> Firewall { get; init; }

    /// <summary>The highest rate of its first interface in MB/s; 0 takes the limit away.</summary>
    public Optional<double> Rate { get; init; }

    /// <summary>The address, which its first interface is given.</summary>
    public Optional<string?> Ipv4Address { get; init; }

    /// <summary>Whether it gets its address by DHCP; false sets the address statically.</summary>
    public Optional<bool> Dhcp { get; init; }

    /// <summary>The environment variables of its first process; null clears them. Needs Proxmox VE 9.1.</summary>
    public Optional<IReadOnlyDictionary<string, string>?> Environment { get; init; }

    /// <summary>The command that runs as its first process; null clears it. Needs Proxmox VE 9.1.</summary>
    public Optional<string?> Entrypoint { get; init; }

    /// <summary>True to mark an adopted container as this module's, so that it can be removed too.</summary>
    public bool TakeOwnership { get; init; }

    /// <summary>True to restart a running container when a change waits for that.</summary>
    public bool Restart { get; init; }

    /// <summary>How long that restart may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>True when the first interface is concerned.</summary>
    public bool AreOfNetwork =>
        Bridge.IsGiven || VlanTag.IsGiven || Firewall.IsGiven || Rate.IsGiven || Ipv4Address.IsGiven || Dhcp.IsGiven;

    /// <summary>True when there is something that no row holds, so that the container has to be on Proxmox.</summary>
    public bool AreOfProxmoxAlone =>
        Bridge.IsGiven || VlanTag.IsGiven || Firewall.IsGiven || Rate.IsGiven || Dhcp.IsGiven || Environment.IsGiven || Entrypoint.IsGiven || Restart
        || TakeOwnership;

    /// <summary>True when Proxmox has to be asked, where the container exists there.</summary>
    public bool ConcernProxmox =>
        AreOfProxmoxAlone || AreOfNetwork || Hostname.IsGiven || Cores.IsGiven || Memory.IsGiven || Swap.IsGiven || Disk.IsGiven
        || Description.IsGiven || Tags.IsGiven || OnBoot.IsGiven;
}
