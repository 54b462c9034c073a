namespace ClusterManagement;

/// <summary>Names a node: by name, by the database's number, or by the object.</summary>
public sealed class NodeIdentity : ClusterIdentity
{
    /// <summary>Names a node by its name.</summary>
    /// <param name="name">The name.</param>
    public NodeIdentity(string name)
        : base(name)
    {
    }

    /// <summary>Names a node by the database's number.</summary>
    /// <param name="id">The number.</param>
    public NodeIdentity(int id)
        : base(id)
    {
    }

    /// <summary>Names a node by the object.</summary>
    /// <param name="model">The object.</param>
    public NodeIdentity(Node model)
        : base(model, model?.Name ?? string.Empty)
    {
    }
}
