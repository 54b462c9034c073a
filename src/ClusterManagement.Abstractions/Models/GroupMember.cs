namespace ClusterManagement;

/// <summary>A user's membership in a group (spec: UserGroup).</summary>
public sealed record GroupMember : ClusterObject
{
    /// <summary>The group's name.</summary>
    public required string Group { get; init; }

    /// <summary>The group's number.</summary>
    public int GidNumber { get; init; }

    /// <summary>The user's login name.</summary>
    public required string User { get; init; }

    /// <summary>The user's number.</summary>
    public int UidNumber => Id;

    /// <summary>The user's full name.</summary>
    public required string Cn { get; init; }

    /// <summary>Whether the user's account may be used.</summary>
    public UserStatus Status { get; init; }

    /// <summary>The user's login name.</summary>
    public override string ToString() => User;
}
