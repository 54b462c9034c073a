namespace ClusterManagement.Providers.Proxmox;

/// <summary>The kinds <c>GET /cluster/resources</c> can be limited to.</summary>
public enum ProxmoxResourceType
{
    /// <summary>Containers and virtual machines.</summary>
    Vm,

    /// <summary>Nodes.</summary>
    Node,

    /// <summary>Storages, once for every node that has them.</summary>
    Storage,
}
