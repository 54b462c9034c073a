namespace ClusterManagement;

/// <summary>Names a public domain: by name, by the database's number, or by the object.</summary>
public sealed class DomainIdentity : ClusterIdentity
{
    /// <summary>Names a public domain by its name.</summary>
    /// <param name="name">The name.</param>
    public DomainIdentity(string name)
        : base(name)
    {
    }

    /// <summary>Names a public domain by the database's number.</summary>
    /// <param name="id">The number.</param>
    public DomainIdentity(int id)
        : base(id)
    {
    }

    /// <summary>Names a public domain by the object.</summary>
    /// <param name="model">The object.</param>
    public DomainIdentity(ExternalDomain model)
        : base(model, model?.Domain ?? string.Empty)
    {
    }
}
