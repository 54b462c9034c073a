namespace ClusterManagement.Data.Entities;

/// <summary>A row of Groups.</summary>
public sealed class GroupEntity : StampedEntity
{
    /// <summary>The primary key: the number that owns the group's files. It is never handed out twice.</summary>
    public int GidNumber { get; set; }

    /// <summary>The name, in lower case.</summary>
    public required string Cn { get; set; }

    /// <summary>True when the members administer the cluster.</summary>
    public bool IsAdministrator { get; set; }

    /// <summary>The users that belong to the group.</summary>
    public List<UserGroupEntity> Memberships { get; } = [];
}
