namespace ClusterManagement;

/// <summary>Names a site: by name, by the database's number, or by the object.</summary>
public sealed class SiteIdentity : ClusterIdentity
{
    /// <summary>Names a site by its name.</summary>
    /// <param name="name">The name.</param>
    public SiteIdentity(string name)
        : base(name)
    {
    }

    /// <summary>Names a site by the database's number.</summary>
    /// <param name="id">The number.</param>
    public SiteIdentity(int id)
        : base(id)
    {
    }

    /// <summary>Names a site by the object.</summary>
    /// <param name="model">The object.</param>
    public SiteIdentity(Site model)
        : base(model, model?.Name ?? string.Empty)
    {
    }
}
