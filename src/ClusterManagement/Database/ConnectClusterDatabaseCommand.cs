using System.Management.Automation;
using ClusterManagement.Bridge;

namespace ClusterManagement.Commands;

/// <summary>Connects the session to a database.</summary>
/// <remarks>
/// <para>Every command that follows in this runspace works in the database, unless its own <c>-Database</c> says otherwise. The
/// database is a SQLite file; it is made when it does not exist.</para>
/// <para>Connections belong to a runspace. With <c>-PassThru</c> the connection is emitted, to be handed to other runspaces, such as
/// those of <c>ForEach-Object -Parallel</c>, by <c>-Database</c>.</para>
/// </remarks>
/// <example>
/// <summary>Work in a database of your own</summary>
/// <code>Connect-ClusterDatabase -Path ./lab.db</code>
/// <para>Makes lab.db if it is not there, and uses it from now on.</para>
/// </example>
/// <example>
/// <summary>Hand the connection to parallel runspaces</summary>
/// <code>$database = Connect-ClusterDatabase -Path ./lab.db -PassThru
/// 'web1', 'web2' | ForEach-Object -Parallel { Restart-ClusterContainer $_ -Database $using:database }</code>
/// <para>Each runspace works in the same database.</para>
/// </example>
/// <seealso cref="DisconnectClusterDatabaseCommand"/>
/// <seealso cref="GetClusterDatabaseCommand"/>
[Cmdlet(VerbsCommunications.Connect, "ClusterDatabase")]
[OutputType(typeof(ClusterDatabase))]
public sealed class ConnectClusterDatabaseCommand : PSCmdlet
{
    /// <summary>The database file. A relative path is taken from the session's location.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = string.Empty;

    /// <summary>Emits the connection.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        using var context = new PipelineContext(this);
        var database = new ClusterDatabase { Path = DatabaseResolver.FullPath(SessionState, Path), Source = "Connected" };
        try
        {
            context.Wait(EngineGate.Engine.OpenAsync(database, context).AsTask());
            database = EngineGate.Engine.Databases.Describe(database);
        }
        catch (ClusterException exception)
        {
            ThrowTerminatingError(ErrorRecords.From(exception));
        }

        DatabaseResolver.Connect(database);
        if (PassThru) WriteObject(database);
    }
}
