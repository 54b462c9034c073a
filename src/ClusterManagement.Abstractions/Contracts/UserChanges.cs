namespace ClusterManagement;

/// <summary>The fields of a user to be changed.</summary>
public sealed record UserChanges
{
    /// <summary>The login name.</summary>
    public Optional<string?> Username { get; init; }

    /// <summary>The full name.</summary>
    public Optional<string?> Cn { get; init; }

    /// <summary>The surname.</summary>
    public Optional<string?> Sn { get; init; }

    /// <summary>The first name; null clears it.</summary>
    public Optional<string?> GivenName { get; init; }

    /// <summary>The mail address.</summary>
    public Optional<string?> Mail { get; init; }

    /// <summary>The SSH public keys, one a line; null clears them.</summary>
    public Optional<string?> SshPublicKey { get; init; }
}
