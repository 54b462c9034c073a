using System.Management.Automation;
using ClusterManagement.Bridge;

namespace ClusterManagement.Commands;

/// <summary>Shows which database is in use, its engine, size and schema version.</summary>
/// <remarks>
/// <para>Nothing is made or changed: a database that does not exist yet shows no schema version. <c>Source</c> says why it is the one in
/// use: <c>Connected</c>, <c>Environment</c>, <c>Default</c>, or <c>Parameter</c>.</para>
/// </remarks>
/// <example>
/// <summary>Which database am I working in?</summary>
/// <code>Get-ClusterDatabase</code>
/// <para>Shows engine, path, size, schema version and why it is used.</para>
/// </example>
/// <example>
/// <summary>Look at a file without connecting to it</summary>
/// <code>Get-ClusterDatabase -Database ./backup.db</code>
/// <para>Shows the schema version of backup.db.</para>
/// </example>
/// <seealso cref="ConnectClusterDatabaseCommand"/>
/// <seealso cref="InitializeClusterDatabaseCommand"/>
[Cmdlet(VerbsCommon.Get, "ClusterDatabase")]
[OutputType(typeof(ClusterDatabase))]
public sealed class GetClusterDatabaseCommand : ClusterCmdlet
{
    /// <inheritdoc/>
    protected override void EndProcessing() => Run(() =>
        WriteObject(Wait(EngineGate.Engine.Databases.DescribeAsync(Database ?? DatabaseResolver.Current(SessionState), Context.CancellationToken))));
}
