using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Backs containers up to a storage of Proxmox.</summary>
/// <remarks>
/// <para>Proxmox writes one file with the disk and the configuration. A running container goes on running where its storage can take
/// snapshots; <c>-Mode Stop</c> shuts it down for the time, which is the surest way. Older backups are left, whatever the storage's
/// retention says. Ctrl+C aborts the backup, and Proxmox removes what there is of it.</para>
/// <para><c>New-ClusterContainer -Backup</c> makes another container of a backup.</para>
/// </remarks>
/// <example>
/// <summary>Back up a container</summary>
/// <code>Backup-ClusterContainer web1</code>
/// <para>Shows the backup with its volume id, size and time. It is on the storage with the most room that takes backups.</para>
/// </example>
/// <example>
/// <summary>Back up all containers of a site before a change, and keep these backups from removal</summary>
/// <code>Get-ClusterContainer -Site dc1 | Backup-ClusterContainer -Storage nas -Note 'before the upgrade' -Protect</code>
/// <para>One after the other.</para>
/// </example>
/// <seealso cref="NewClusterContainerCommand"/>
/// <seealso cref="NewClusterSnapshotCommand"/>
[Cmdlet(VerbsData.Backup, "ClusterContainer", SupportsShouldProcess = true)]
[OutputType(typeof(ContainerBackup))]
public sealed class BackupClusterContainerCommand : ContainerCmdlet
{
    /// <summary>The storage. Without it, the one with the most room that takes backups.</summary>
    [Parameter]
    public string? Storage { get; set; }

    /// <summary>What happens to a running container meanwhile.</summary>
    [Parameter]
    [PSDefaultValue(Help = "Snapshot")]
    public BackupMode Mode { get; set; }

    /// <summary>How the backup is compressed.</summary>
    [Parameter]
    [PSDefaultValue(Help = "Zstd")]
    public BackupCompression Compression { get; set; }

    /// <summary>A note to keep with the backup.</summary>
    [Parameter]
    public string? Note { get; set; }

    /// <summary>Keeps the backup from removal.</summary>
    [Parameter]
    public SwitchParameter Protect { get; set; }

    /// <summary>How many seconds one backup may take.</summary>
    [Parameter]
    [ValidateRange(1, 604800)]
    [PSDefaultValue(Help = "3600")]
    public int Timeout { get; set; } = 3600;

    /// <inheritdoc/>
    private protected override void Act(ContainerIdentity identity)
    {
        var draft = new BackupDraft
        {
            Storage = Given(Storage),
            Mode = Mode,
            Compression = Compression,
            Note = Given(Note),
            IsProtected = Protect,
            Timeout = TimeSpan.FromSeconds(Timeout),
        };
        WriteResult(Wait(Session.Backups.CreateAsync(identity, draft, Context)));
    }
}
