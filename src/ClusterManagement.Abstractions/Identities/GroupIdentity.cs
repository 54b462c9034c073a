namespace ClusterManagement;

/// <summary>Names a group: by name, by gid number, or by the object.</summary>
public sealed class GroupIdentity : ClusterIdentity
{
    /// <summary>Names a group by its name.</summary>
    /// <param name="cn">The name.</param>
    public GroupIdentity(string cn)
        : base(cn)
    {
    }

    /// <summary>Names a group by the gid number.</summary>
    /// <param name="gidNumber">The number.</param>
    public GroupIdentity(int gidNumber)
        : base(gidNumber)
    {
    }

    /// <summary>Names a group by the object.</summary>
    /// <param name="model">The object.</param>
    public GroupIdentity(Group model)
        : base(model, model?.Cn ?? string.Empty)
    {
    }
}
