using System.Management.Automation;
using ClusterManagement.Bridge;

namespace ClusterManagement.Commands;

/// <summary>Copies all rows of a database to another one, of the same engine or another.</summary>
/// <remarks>
/// <para>Every row of every table is copied with its key: also jobs, audit events and the marks of the pools. The rows are read from one
/// snapshot, so the source may be worked in meanwhile; what is written after the copy began is not in it. They are written in one
/// transaction, and compared with what was read, by count and by a hash of each table, before it ends. When anything fails, or with
/// Ctrl+C, the destination is as it was.</para>
/// <para>A SQLite file that is not there is made, and so are a server's database and its schema. A destination that holds rows is refused;
/// with <c>-Force</c> everything in it is replaced. Writers of the destination wait meanwhile. The copy itself is one event of its audit
/// trail.</para>
/// <para>Secrets are copied encrypted as they are. Whoever works in the copy needs the key ring of the source: share its folder, or copy
/// it along.</para>
/// </remarks>
/// <example>
/// <summary>Move from a file to a server</summary>
/// <code>$server = Connect-ClusterDatabase -Provider PostgreSQL -Server db1.example.com -Credential $credential -PassThru
/// Copy-ClusterDatabase ./cluster.db $server</code>
/// <para>Makes the schema on the server, copies all rows and shows them by table. The runspace is connected to the server already.</para>
/// </example>
/// <example>
/// <summary>Replace what a test database holds</summary>
/// <code>Copy-ClusterDatabase -Source $production -Destination $test -Force -Confirm:$false</code>
/// <para>All rows of the test database are replaced by those of the production database, without a question.</para>
/// </example>
/// <example>
/// <summary>See what would happen</summary>
/// <code>Copy-ClusterDatabase ./cluster.db $server -WhatIf</code>
/// <para>Checks both databases and says what would be copied; nothing is made.</para>
/// </example>
/// <seealso cref="BackupClusterDatabaseCommand"/>
/// <seealso cref="RestoreClusterDatabaseCommand"/>
[Cmdlet(VerbsCommon.Copy, "ClusterDatabase", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(CopiedTable))]
public sealed class CopyClusterDatabaseCommand : OperationCmdlet
{
    /// <summary>
    /// The database that is read: the object of Connect-ClusterDatabase -PassThru, a file's path, or a server's URL such as
    /// <c>postgresql://user:password@server/name</c>. It has to have the present schema.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [DatabaseTransformation]
    [ValidateNotNull]
    public ClusterDatabase? Source { get; set; }

    /// <summary>The database that is written, named like the source. One that is not there is made.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [DatabaseTransformation]
    [ValidateNotNull]
    public ClusterDatabase? Destination { get; set; }

    /// <summary>Replaces everything that the destination holds.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Run(() =>
        WriteEach(Wait(EngineGate.Engine.Transfers.CopyAsync(Source!, Destination!, Force, Context))));
}
