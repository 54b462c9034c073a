namespace ClusterManagement.Providers.Proxmox;

/// <summary>Which tasks <c>GET /nodes/{node}/tasks</c> lists.</summary>
public enum ProxmoxTaskSource
{
    /// <summary>Finished tasks.</summary>
    Archive,

    /// <summary>Tasks that run, and those that finished moments ago.</summary>
    Active,

    /// <summary>Both.</summary>
    All,
}
