using System.Management.Automation;
using ClusterManagement.Bridge;

namespace ClusterManagement.Commands;

/// <summary>Replaces all rows of a database by those of a backup.</summary>
/// <remarks>
/// <para>The database may be of any engine, whichever one the backup was made of. A SQLite file that is not there is made, and so are a
/// server's database and its schema. The backup is checked first: a file that is damaged, cut short or something else is refused. It is
/// never changed; one with an older schema is upgraded in a temporary copy.</para>
/// <para>Everything happens in one transaction, and what was written is compared with the backup before it ends. When anything fails, or
/// with Ctrl+C, the database is as it was. Writers wait meanwhile, and then go on with the restored rows. The restore itself is one event
/// of the audit trail.</para>
/// <para>Containers on Proxmox are not touched: those that were made after the backup are there still, and the database does not know
/// them any more. Secrets are restored encrypted as they are, and need the key ring they were encrypted with.</para>
/// </remarks>
/// <example>
/// <summary>Go back to a backup</summary>
/// <code>Restore-ClusterDatabase ./cluster-backup.db</code>
/// <para>Asks first, then replaces all rows of the database in use, and shows them by table.</para>
/// </example>
/// <example>
/// <summary>Restore to another database and look at it</summary>
/// <code>Restore-ClusterDatabase ./cluster-backup.db -Database ./yesterday.db -Confirm:$false
/// Get-ClusterContainer -Database ./yesterday.db</code>
/// <para>Makes yesterday.db; the database in use stays as it is.</para>
/// </example>
/// <seealso cref="BackupClusterDatabaseCommand"/>
/// <seealso cref="CopyClusterDatabaseCommand"/>
[Cmdlet(VerbsData.Restore, "ClusterDatabase", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(CopiedTable))]
public sealed class RestoreClusterDatabaseCommand : ClusterCmdlet
{
    /// <summary>The backup. A relative path is taken from the session's location.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = string.Empty;

    /// <inheritdoc/>
    protected override void ProcessRecord() => Run(() => WriteEach(Wait(EngineGate.Engine.Transfers.RestoreAsync(
        DatabaseResolver.FullPath(SessionState, Path), Database ?? DatabaseResolver.Current(SessionState), Context))));
}
