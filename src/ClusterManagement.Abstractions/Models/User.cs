namespace ClusterManagement;

/// <summary>An account (spec: User). Its password's hash is never part of the object.</summary>
public sealed record User : ClusterObject
{
    /// <summary>The number that owns the person's files; it is never handed out twice.</summary>
    public int UidNumber => Id;

    /// <summary>The login name.</summary>
    public required string Username { get; init; }

    /// <summary>The full name (LDAP: common name).</summary>
    public required string Cn { get; init; }

    /// <summary>The surname.</summary>
    public required string Sn { get; init; }

    /// <summary>The first name, when one is recorded.</summary>
    public string? GivenName { get; init; }

    /// <summary>The mail address.</summary>
    public required string Mail { get; init; }

    /// <summary>The SSH public keys, one a line.</summary>
    public string? SshPublicKey { get; init; }

    /// <summary>True when a password is set. Without one nobody can sign in with a password.</summary>
    public bool HasPassword { get; init; }

    /// <summary>Whether the account may be used.</summary>
    public UserStatus Status { get; init; }

    /// <summary>True when one of the groups administers the cluster.</summary>
    public bool IsAdministrator { get; init; }

    /// <summary>The names of the groups the user is a member of.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>The login name.</summary>
    public override string ToString() => Username;
}
