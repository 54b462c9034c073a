namespace ClusterManagement.Simulator;

/// <summary>What a container looked like at the moment it was asked for.</summary>
/// <param name="VmId">The numeric id.</param>
/// <param name="Node">The node it lives on.</param>
/// <param name="Hostname">The host name, or null while the container is being created.</param>
/// <param name="Status">running or stopped.</param>
/// <param name="Description">The description, or null.</param>
/// <param name="Config">The configuration, in the form the API returns it.</param>
/// <param name="Lock">The lock, such as backup or create, or null.</param>
public sealed record SimulatedContainer(
    int VmId,
    string Node,
    string? Hostname,
    string Status,
    string? Description,
    IReadOnlyDictionary<string, string> Config,
    string? Lock);
