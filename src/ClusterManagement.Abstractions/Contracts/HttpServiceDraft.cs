namespace ClusterManagement;

/// <summary>An HTTP service to be added.</summary>
/// <param name="ContainerPort">The port inside the container.</param>
/// <param name="ExternalHostname">The host name below the domain; the container's own when null.</param>
/// <param name="Domain">The public domain.</param>
public sealed record HttpServiceDraft(int ContainerPort, string? ExternalHostname, DomainIdentity Domain);
