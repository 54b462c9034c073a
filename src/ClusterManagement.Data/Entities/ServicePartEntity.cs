namespace ClusterManagement.Data.Entities;

/// <summary>
/// A child row of a service. It shares its key with the service and repeats the type, so that the foreign key on both
/// refuses a child of the wrong type.
/// </summary>
public abstract class ServicePartEntity
{
    /// <summary>The service's key.</summary>
    public int Id { get; set; }

    /// <summary>The service's type.</summary>
    public ServiceType Type { get; set; }
}
