namespace ClusterManagement.Data.Entities;

/// <summary>A row of UserGroups: one user belongs to one group.</summary>
public sealed class UserGroupEntity : StampedEntity
{
    /// <summary>The user's key.</summary>
    public int UidNumber { get; set; }

    /// <summary>The group's key.</summary>
    public int GidNumber { get; set; }

    /// <summary>The user.</summary>
    public UserEntity User { get; set; } = null!;

    /// <summary>The group.</summary>
    public GroupEntity Group { get; set; } = null!;
}
