namespace ClusterManagement;

/// <summary>Backups of containers on the storages of Proxmox.</summary>
public interface IBackupService
{
    /// <summary>Backs a container up and waits for the end.</summary>
    /// <param name="container">The container.</param>
    /// <param name="draft">How.</param>
    /// <param name="context">The operation's context.</param>
    /// <returns>The backup, or null when it was not approved.</returns>
    /// <exception cref="ClusterException"><c>ContainerMissing</c>, <c>StorageNotFound</c>.</exception>
    Task<ContainerBackup?> CreateAsync(ContainerIdentity container, BackupDraft draft, IOperationContext context);
}
