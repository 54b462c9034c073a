namespace ClusterManagement;

/// <summary>Names a service: by its number or by the object.</summary>
public sealed class ServiceIdentity : ClusterIdentity
{
    /// <summary>Names a service by its number in text form.</summary>
    /// <param name="id">The number.</param>
    public ServiceIdentity(string id)
        : base(id)
    {
    }

    /// <summary>Names a service by its number.</summary>
    /// <param name="id">The number.</param>
    public ServiceIdentity(int id)
        : base(id)
    {
    }

    /// <summary>Names a service by the object.</summary>
    /// <param name="model">The object.</param>
    public ServiceIdentity(Service model)
        : base(model, model?.Endpoint ?? string.Empty)
    {
    }
}
