namespace ClusterManagement;

/// <summary>
/// What a container is made from when it is no template: a backup or another container. Resources that are not given stay
/// as they are there.
/// </summary>
public sealed record ContainerOrigin
{
    /// <summary>The volume id of the backup.</summary>
    public string? Backup { get; init; }

    /// <summary>The container that is copied.</summary>
    public ContainerIdentity? Container { get; init; }

    /// <summary>True to copy the disks of a template container, which otherwise are built upon.</summary>
    public bool Full { get; init; }

    /// <summary>CPU cores.</summary>
    public Optional<int> Cores { get; init; }

    /// <summary>Memory in MiB.</summary>
    public Optional<int> Memory { get; init; }

    /// <summary>Swap in MiB.</summary>
    public Optional<int> Swap { get; init; }

    /// <summary>The root disk's size in GiB; at least what it is there.</summary>
    public Optional<int> Disk { get; init; }

    /// <summary>The bridge of the first interface.</summary>
    public Optional<string> Bridge { get; init; }

    /// <summary>True for a privileged container; a backup's own kind when it is not given.</summary>
    public Optional<bool> Privileged { get; init; }
}
