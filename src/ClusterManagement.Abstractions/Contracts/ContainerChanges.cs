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
}
