using System.Management.Automation;
using ClusterManagement.Bridge;

namespace ClusterManagement.Commands;

/// <summary>Writes all rows of a database to one file, while others go on writing.</summary>
/// <remarks>
/// <para>The file is a SQLite database, whichever engine the rows come from, so that it can be restored to any of them. It holds the
/// state of one moment: what is written after the backup began is not in it. Its rows are compared with the database's by count and by a
/// hash of each table. Only then the file appears under its name, readable by its owner alone; a backup that fails or is stopped leaves
/// what was there before.</para>
/// <para>A database whose schema is older than this module's can be backed up too, and should be before Initialize-ClusterDatabase
/// upgrades it. The file then has the older schema, and is upgraded when it is restored.</para>
/// <para>Secrets are in the file encrypted as they are in the database, and the key ring is not: keep a copy of it as well, in another
/// place. Without it the secrets are lost.</para>
/// </remarks>
/// <example>
/// <summary>Back up the database in use</summary>
/// <code>Backup-ClusterDatabase ./cluster-backup.db</code>
/// <para>Shows the file with its size and how many rows it holds.</para>
/// </example>
/// <example>
/// <summary>Back up a server's database every night, under the day's name</summary>
/// <code>Backup-ClusterDatabase "/var/backups/cluster-$(Get-Date -Format yyyyMMdd).db" -Database $server</code>
/// <para>Fails when there is a file of that name; with <c>-Force</c> it is replaced.</para>
/// </example>
/// <seealso cref="RestoreClusterDatabaseCommand"/>
/// <seealso cref="CopyClusterDatabaseCommand"/>
[Cmdlet(VerbsData.Backup, "ClusterDatabase", SupportsShouldProcess = true)]
[OutputType(typeof(DatabaseBackup))]
public sealed class BackupClusterDatabaseCommand : ClusterCmdlet
{
    /// <summary>The file to write, in a folder that exists. A relative path is taken from the session's location.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = string.Empty;

    /// <summary>Replaces a file that is there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing() => Run(() => WriteResult(Wait(EngineGate.Engine.Transfers.BackupAsync(
        Database ?? DatabaseResolver.Current(SessionState), DatabaseResolver.FullPath(SessionState, Path), Force, Context))));
}
