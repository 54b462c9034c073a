namespace ClusterManagement.Data.Entities;

/// <summary>A row of Users: one account.</summary>
public sealed class UserEntity : StampedEntity
{
    /// <summary>The primary key: the number that owns the person's files. It is never handed out twice.</summary>
    public int UidNumber { get; set; }

    /// <summary>The login name, in lower case.</summary>
    public required string Username { get; set; }

    /// <summary>The full name.</summary>
    public required string Cn { get; set; }

    /// <summary>The surname.</summary>
    public required string Sn { get; set; }

    /// <summary>The first name.</summary>
    public string? GivenName { get; set; }

    /// <summary>The mail address, in lower case.</summary>
    public required string Mail { get; set; }

    /// <summary>The SSH public keys, one a line.</summary>
    public string? SshPublicKey { get; set; }

    /// <summary>The password's argon2id hash as a PHC string; null lets nobody in.</summary>
    [Secret]
    public string? UserPassword { get; set; }

    /// <summary>Whether the person may sign in.</summary>
    public UserStatus Status { get; set; }

    /// <summary>The groups the person belongs to.</summary>
    public List<UserGroupEntity> Memberships { get; } = [];
}
