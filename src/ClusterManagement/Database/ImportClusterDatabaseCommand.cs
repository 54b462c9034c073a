using System.Management.Automation;
using ClusterManagement.Bridge;

namespace ClusterManagement.Commands;

/// <summary>Takes over the database of an opensource-server.</summary>
/// <remarks>
/// <para>Reads an opensource-server database, which is told by its tables and columns, whatever its version, and takes sites, nodes,
/// domains, containers, services, groups, users, memberships, session secrets and jobs over into the database in use. The other
/// database is only read, and all that is written is written in one transaction.</para>
/// <para>The report has an object for each row: <c>Taken</c>; <c>Adapted</c>, with what was changed or left behind; <c>Refused</c>, with
/// the reason; or <c>Present</c>, when it is here already and the same. A row that breaks a rule of this module is refused, and so is
/// what depends on it; nothing is guessed. What is here already is never changed, so a second run writes only what came since.</para>
/// <para>Passwords that opensource-server has hashed go on working, and numbers of users are kept. API tokens, API keys and session
/// secrets are encrypted. The state of containers is unknown until Proxmox is asked. docs/database.md has every rule.</para>
/// </remarks>
/// <example>
/// <summary>See what would happen</summary>
/// <code>Import-ClusterDatabase ./opensource-server.sqlite -WhatIf | Where-Object Outcome -eq Refused</code>
/// <para>Lists what cannot be taken over, with the reasons, and writes nothing.</para>
/// </example>
/// <example>
/// <summary>Take over a SQLite file</summary>
/// <code>$report = Import-ClusterDatabase ./opensource-server.sqlite
/// $report | Group-Object Kind, Outcome -NoElement</code>
/// <para>Takes it over into the database in use, and counts what became of the rows.</para>
/// </example>
/// <example>
/// <summary>Take over a PostgreSQL database</summary>
/// <code>Import-ClusterDatabase -Provider PostgreSQL -Server db1.example.com -Name opensource -Credential $credential -Verbose</code>
/// <para>The user needs the right to read, and no other.</para>
/// </example>
/// <seealso cref="InitializeClusterDatabaseCommand"/>
/// <seealso cref="ConnectClusterDatabaseCommand"/>
[Cmdlet(VerbsData.Import, "ClusterDatabase", SupportsShouldProcess = true, DefaultParameterSetName = FileSet)]
[OutputType(typeof(ImportResult))]
public sealed class ImportClusterDatabaseCommand : ClusterCmdlet
{
    private const string FileSet = "File";
    private const string ServerSet = "Server";
    private const string ConnectionStringSet = "ConnectionString";

    /// <summary>The SQLite file of the opensource-server. A relative path is taken from the session's location.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = FileSet, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = string.Empty;

    /// <summary>The engine of the opensource-server's database: PostgreSQL, MySQL or MariaDB.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ServerSet)]
    [Parameter(Mandatory = true, ParameterSetName = ConnectionStringSet)]
    public DatabaseEngine Provider { get; set; }

    /// <summary>A connection string to it, in the form of the engine's .NET driver. A text or a SecureString.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ConnectionStringSet)]
    [SecretTransformation]
    [ValidateNotNull]
    public SecretText? ConnectionString { get; set; }

    /// <summary>Its server's name or address, or the folder of the server's Unix socket.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ServerSet)]
    [ValidateNotNullOrEmpty]
    public string? Server { get; set; }

    /// <summary>The server's port. Default: 5432 for PostgreSQL, 3306 for MySQL and MariaDB.</summary>
    [Parameter(ParameterSetName = ServerSet)]
    [ValidateRange(1, 65535)]
    public int? Port { get; set; }

    /// <summary>Its name on the server.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ServerSet)]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>Who signs in to the server. It wins over what the connection string says.</summary>
    [Parameter(ParameterSetName = ServerSet)]
    [Parameter(ParameterSetName = ConnectionStringSet)]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>Leaves jobs and their history behind.</summary>
    [Parameter]
    public SwitchParameter SkipJob { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Run(() => WriteAll(Session.Imports.ImportAsync(Locate(), SkipJob, Context)));

    private ClusterDatabase Locate() => ParameterSetName == FileSet
        ? new ClusterDatabase { Path = DatabaseResolver.FullPath(SessionState, Path) }
        : EngineGate.Engine.Databases.Locate(new DatabaseAddress
        {
            Engine = Provider,
            ConnectionString = ConnectionString,
            Server = Server,
            Port = Port,
            Name = Name,
            UserName = Credential?.UserName,
            Password = Credential is null ? null : new SecretText(Credential.Password),
        });
}
