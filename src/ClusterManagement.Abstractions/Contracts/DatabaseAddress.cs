namespace ClusterManagement;

/// <summary>Where a server's database is and who signs in to it, as a user gives it.</summary>
public sealed record DatabaseAddress
{
    /// <summary>The engine.</summary>
    public required DatabaseEngine Engine { get; init; }

    /// <summary>A connection string in the form of the engine's .NET driver (Npgsql or MySqlConnector). The other fields win over what it says.</summary>
    public SecretText? ConnectionString { get; init; }

    /// <summary>The server's name or address, or the folder of its Unix socket.</summary>
    public string? Server { get; init; }

    /// <summary>The server's port; the engine's usual one when it is not given.</summary>
    public int? Port { get; init; }

    /// <summary>The database's name.</summary>
    public string? Name { get; init; }

    /// <summary>Who signs in.</summary>
    public string? UserName { get; init; }

    /// <summary>The password.</summary>
    public SecretText? Password { get; init; }
}
