namespace ClusterManagement;

/// <summary>A group of users (spec: Group).</summary>
public sealed record Group : ClusterObject
{
    /// <summary>The number that owns the group's files; it is never handed out twice.</summary>
    public int GidNumber => Id;

    /// <summary>The name (LDAP: common name).</summary>
    public required string Cn { get; init; }

    /// <summary>True when the members administer the cluster.</summary>
    public bool IsAdministrator { get; init; }

    /// <summary>How many users are members.</summary>
    public int Members { get; init; }

    /// <summary>The name.</summary>
    public override string ToString() => Cn;
}
