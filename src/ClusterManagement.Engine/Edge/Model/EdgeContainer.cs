namespace ClusterManagement.Engine.Edge.Model;

/// <summary>A container, for DNS and DHCP.</summary>
/// <param name="Hostname">Its host name.</param>
/// <param name="MacAddress">Its MAC address.</param>
/// <param name="Address">Its IPv4 address.</param>
internal sealed record EdgeContainer(string Hostname, string MacAddress, string Address);
