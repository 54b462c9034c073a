namespace ClusterManagement;

/// <summary>Names a container: by host name or display name, by CTID, or by the object.</summary>
public sealed class ContainerIdentity : ClusterIdentity
{
    /// <summary>Names a container by its host name or display name.</summary>
    /// <param name="name">The name.</param>
    public ContainerIdentity(string name)
        : base(name)
    {
    }

    /// <summary>
    /// Names a container by its id on Proxmox: the number admins know. If two clusters use the same one, the name is needed.
    /// </summary>
    /// <param name="containerId">The CTID.</param>
    public ContainerIdentity(int containerId)
        : base(containerId)
    {
    }

    /// <summary>Names a container by the object.</summary>
    /// <param name="model">The object.</param>
    public ContainerIdentity(Container model)
        : base(model, model?.Hostname ?? string.Empty) => Model = model;

    /// <summary>The object, when it was given.</summary>
    public Container? Model { get; }
}
