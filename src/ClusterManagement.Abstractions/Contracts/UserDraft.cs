namespace ClusterManagement;

/// <summary>A user to be registered.</summary>
public sealed record UserDraft
{
    /// <summary>The login name.</summary>
    public required string Username { get; init; }

    /// <summary>The full name; null joins the first name and the surname.</summary>
    public string? Cn { get; init; }

    /// <summary>The surname.</summary>
    public required string Sn { get; init; }

    /// <summary>The first name.</summary>
    public string? GivenName { get; init; }

    /// <summary>The mail address.</summary>
    public required string Mail { get; init; }

    /// <summary>The SSH public keys, one a line.</summary>
    public string? SshPublicKey { get; init; }

    /// <summary>The password; null for an account that has none yet.</summary>
    public SecretText? Password { get; init; }
}
