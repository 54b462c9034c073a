namespace ClusterManagement;

/// <summary>The services of one database. It holds no open handle and needs no closing.</summary>
public interface IClusterSession
{
    /// <summary>Sites.</summary>
    ISiteService Sites { get; }

    /// <summary>Nodes.</summary>
    INodeService Nodes { get; }

    /// <summary>Containers.</summary>
    IContainerService Containers { get; }

    /// <summary>Clusters to be registered.</summary>
    IDiscoveryService Discovery { get; }

    /// <summary>Differences between the database and Proxmox VE.</summary>
    IDriftService Drift { get; }

    /// <summary>What interrupted work left behind.</summary>
    IRepairService Repairs { get; }

    /// <summary>Snapshots of containers.</summary>
    ISnapshotService Snapshots { get; }

    /// <summary>Backups of containers.</summary>
    IBackupService Backups { get; }

    /// <summary>Templates of nodes.</summary>
    ITemplateService Templates { get; }

    /// <summary>Services of containers.</summary>
    IServiceRegistry Services { get; }

    /// <summary>Public domains.</summary>
    IDomainService Domains { get; }

    /// <summary>Certificates of public domains.</summary>
    ICertificateService Certificates { get; }

    /// <summary>The edges of sites.</summary>
    IEdgeService Edge { get; }

    /// <summary>Accounts.</summary>
    IUserService Users { get; }

    /// <summary>Groups and their members.</summary>
    IGroupService Groups { get; }

    /// <summary>The secrets of web sessions.</summary>
    ISessionSecretService SessionSecrets { get; }

    /// <summary>Jobs.</summary>
    IJobService Jobs { get; }

    /// <summary>What was changed, and by whom.</summary>
    IAuditService Audit { get; }

    /// <summary>The encryption of the secrets.</summary>
    ISecretService Secrets { get; }

    /// <summary>Other systems' databases to take over.</summary>
    IImportService Imports { get; }
}
