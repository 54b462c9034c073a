namespace ClusterManagement.Engine.Edge.Model;

/// <summary>An HTTP service.</summary>
/// <param name="Hostname">The host name below the domain; <c>@</c> for the domain itself.</param>
/// <param name="Domain">The domain.</param>
/// <param name="Container">The container's host name.</param>
/// <param name="Address">The container's address.</param>
/// <param name="Port">The port inside the container.</param>
internal sealed record EdgeHttpService(string Hostname, string Domain, string Container, string Address, int Port)
{
    /// <summary>The full host name.</summary>
    public string FullHostname => Hostname == "@" ? Domain : $"{Hostname}.{Domain}";
}
