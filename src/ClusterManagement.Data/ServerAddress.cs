namespace ClusterManagement.Data;

/// <summary>The parts of a server's address.</summary>
/// <param name="Server">Its name, address or socket folder.</param>
/// <param name="Port">Its port.</param>
/// <param name="Name">The database.</param>
/// <param name="UserName">Who signs in.</param>
/// <param name="Password">The password.</param>
public sealed record ServerAddress(string? Server, int? Port, string? Name, string? UserName, string? Password)
{
    /// <summary>The address without the password.</summary>
    public override string ToString() => $"{UserName}@{Server}:{Port}/{Name}";
}
