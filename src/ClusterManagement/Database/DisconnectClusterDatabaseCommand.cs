using System.Management.Automation;
using ClusterManagement.Bridge;

namespace ClusterManagement.Commands;

/// <summary>Ends the session's connection to a database.</summary>
/// <remarks>
/// <para>Commands that follow use the database that <c>$env:CLUSTER_DATABASE</c> names, or the user's default one. The database itself
/// is not touched; ending a connection that is not there is no error.</para>
/// </remarks>
/// <example>
/// <summary>Go back to the default database</summary>
/// <code>Disconnect-ClusterDatabase
/// Get-ClusterDatabase</code>
/// <para>Shows the database that is used from now on.</para>
/// </example>
/// <example>
/// <summary>End a connection when a script is done</summary>
/// <code>Connect-ClusterDatabase ./lab.db
/// try { Get-ClusterContainer } finally { Disconnect-ClusterDatabase }</code>
/// <para>The connection ends even when a command in between fails.</para>
/// </example>
/// <seealso cref="ConnectClusterDatabaseCommand"/>
[Cmdlet(VerbsCommunications.Disconnect, "ClusterDatabase")]
[OutputType(typeof(void))]
public sealed class DisconnectClusterDatabaseCommand : PSCmdlet
{
    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (DatabaseResolver.Disconnect() is { } database) EngineGate.Engine.Databases.Release(database);
    }
}
