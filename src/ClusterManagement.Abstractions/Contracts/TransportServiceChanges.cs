namespace ClusterManagement;

/// <summary>The fields of a TCP or UDP service to be changed.</summary>
public sealed record TransportServiceChanges
{
    /// <summary>The port inside the container.</summary>
    public Optional<int> ContainerPort { get; init; }

    /// <summary>The protocol.</summary>
    public Optional<TransportProtocol> Protocol { get; init; }

    /// <summary>The public port; null for the lowest free one.</summary>
    public Optional<int?> ExternalPort { get; init; }

    /// <summary>Whether TLS is terminated in front of it.</summary>
    public Optional<bool> UseTls { get; init; }
}
