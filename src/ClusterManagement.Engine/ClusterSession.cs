using ClusterManagement.Data.Secrets;
using ClusterManagement.Engine.Accounts;
using ClusterManagement.Engine.Audit;
using ClusterManagement.Engine.Backups;
using ClusterManagement.Engine.Certificates;
using ClusterManagement.Engine.Containers;
using ClusterManagement.Engine.Discovery;
using ClusterManagement.Engine.Domains;
using ClusterManagement.Engine.Drift;
using ClusterManagement.Engine.Edge;
using ClusterManagement.Engine.Import;
using ClusterManagement.Engine.Jobs;
using ClusterManagement.Engine.Nodes;
using ClusterManagement.Engine.Provisioning;
using ClusterManagement.Engine.Repair;
using ClusterManagement.Engine.Secrets;
using ClusterManagement.Engine.Services;
using ClusterManagement.Engine.Sites;
using ClusterManagement.Engine.Snapshots;
using ClusterManagement.Engine.Storage;
using ClusterManagement.Engine.Templates;

namespace ClusterManagement.Engine;

/// <summary>The services of one database.</summary>
/// <param name="store">The database.</param>
/// <param name="secrets">What encrypts secrets.</param>
/// <param name="proxmox">The way to the nodes' API.</param>
/// <param name="passwords">What hashes passwords.</param>
internal sealed class ClusterSession(ClusterStore store, SecretProtector secrets, ProxmoxGateway proxmox, PasswordHasher passwords) : IClusterSession
{
    /// <inheritdoc/>
    public ISiteService Sites { get; } = new SiteService(store);

    /// <inheritdoc/>
    public INodeService Nodes { get; } = new NodeService(store, secrets, proxmox);

    /// <inheritdoc/>
    public IContainerService Containers { get; } = new ContainerService(store, proxmox);

    /// <inheritdoc/>
    public IDiscoveryService Discovery { get; } = new DiscoveryService(store, secrets, proxmox);

    /// <inheritdoc/>
    public IDriftService Drift { get; } = new DriftService(store, proxmox);

    /// <inheritdoc/>
    public IRepairService Repairs { get; } = new RepairService(store, proxmox);

    /// <inheritdoc/>
    public ISnapshotService Snapshots { get; } = new SnapshotService(store, proxmox);

    /// <inheritdoc/>
    public IBackupService Backups { get; } = new BackupService(store, proxmox);

    /// <inheritdoc/>
    public ITemplateService Templates { get; } = new TemplateService(store, proxmox);

    /// <inheritdoc/>
    public IServiceRegistry Services { get; } = new ServiceRegistry(store);

    /// <inheritdoc/>
    public IDomainService Domains { get; } = new DomainService(store, secrets);

    /// <inheritdoc/>
    public ICertificateService Certificates { get; } = new CertificateService(store, secrets);

    /// <inheritdoc/>
    public IEdgeService Edge { get; } = new EdgeService(store, secrets);

    /// <inheritdoc/>
    public IUserService Users { get; } = new UserService(store, passwords);

    /// <inheritdoc/>
    public IGroupService Groups { get; } = new GroupService(store);

    /// <inheritdoc/>
    public ISessionSecretService SessionSecrets { get; } = new SessionSecretService(store, secrets);

    /// <inheritdoc/>
    public IJobService Jobs { get; } = new JobService(store);

    /// <inheritdoc/>
    public IAuditService Audit { get; } = new AuditService(store);

    /// <inheritdoc/>
    public ISecretService Secrets { get; } = new SecretService(store, secrets);

    /// <inheritdoc/>
    public IImportService Imports { get; } = new ImportService(store, secrets);
}
