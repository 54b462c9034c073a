namespace ClusterManagement;

/// <summary>The fields of an HTTP service to be changed.</summary>
public sealed record HttpServiceChanges
{
    /// <summary>The port inside the container.</summary>
    public Optional<int> ContainerPort { get; init; }

    /// <summary>The host name below the domain; <c>@</c> for the domain itself.</summary>
    public Optional<string?> ExternalHostname { get; init; }

    /// <summary>The domain.</summary>
    public Optional<DomainIdentity> Domain { get; init; }
}
