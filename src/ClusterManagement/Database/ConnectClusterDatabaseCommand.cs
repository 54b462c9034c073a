using System.Management.Automation;
using ClusterManagement.Bridge;

namespace ClusterManagement.Commands;

/// <summary>Connects the session to a database: a SQLite file, or a database on a PostgreSQL, MySQL or MariaDB server.</summary>
/// <remarks>
/// <para>Every command that follows in this runspace works in the database, unless its own <c>-Database</c> says otherwise. A SQLite
/// file is made when it does not exist. A database on a server is made and upgraded by Initialize-ClusterDatabase; until then a
/// warning says so.</para>
/// <para>Connections belong to a runspace. With <c>-PassThru</c> the connection is emitted, to be handed to other runspaces, such as
/// those of <c>ForEach-Object -Parallel</c>, by <c>-Database</c>. It shows server, name and user, and never the password.</para>
/// <para>The connection carries the key ring that decrypts the database's secrets, wherever it is used. The folder is made when a secret
/// is first stored.</para>
/// <para>A server that is not on this machine has to offer TLS with a certificate this machine trusts, unless the connection string
/// says otherwise with <c>SSL Mode</c>.</para>
/// </remarks>
/// <example>
/// <summary>Work in a file of your own</summary>
/// <code>Connect-ClusterDatabase -Path ./lab.db</code>
/// <para>Makes lab.db if it is not there, and uses it from now on.</para>
/// </example>
/// <example>
/// <summary>Work in a database on a PostgreSQL server</summary>
/// <code>Connect-ClusterDatabase -Provider PostgreSQL -Server db1.example.com -Name cluster -Credential $credential
/// Initialize-ClusterDatabase</code>
/// <para>The second command is needed once, and after updates of the module.</para>
/// </example>
/// <example>
/// <summary>Use a connection string</summary>
/// <code>Connect-ClusterDatabase -Provider MariaDB -ConnectionString 'Server=db1;Database=cluster;SSL Mode=Required' -Credential $credential</code>
/// <para>The user name and the password come from the credential and not from the text.</para>
/// </example>
/// <example>
/// <summary>Hand the connection to parallel runspaces</summary>
/// <code>$database = Connect-ClusterDatabase -Path ./lab.db -PassThru
/// 'web1', 'web2' | ForEach-Object -Parallel { Restart-ClusterContainer $_ -Database $using:database }</code>
/// <para>Each runspace works in the same database.</para>
/// </example>
/// <example>
/// <summary>Share a database and its secrets with other administrators</summary>
/// <code>Connect-ClusterDatabase -Provider PostgreSQL -Server db1 -Credential $credential -KeyRing /srv/cluster/keys</code>
/// <para>All that use this folder can use the stored credentials of the nodes.</para>
/// </example>
/// <seealso cref="DisconnectClusterDatabaseCommand"/>
/// <seealso cref="GetClusterDatabaseCommand"/>
/// <seealso cref="InitializeClusterDatabaseCommand"/>
[Cmdlet(VerbsCommunications.Connect, "ClusterDatabase", DefaultParameterSetName = FileSet)]
[OutputType(typeof(ClusterDatabase))]
public sealed class ConnectClusterDatabaseCommand : PSCmdlet, IDisposable
{
    private const string FileSet = "File";
    private const string ServerSet = "Server";
    private const string ConnectionStringSet = "ConnectionString";

    private PipelineContext? _context;

    /// <summary>The SQLite database file. A relative path is taken from the session's location.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = FileSet, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = string.Empty;

    /// <summary>The server's engine: PostgreSQL, MySQL or MariaDB.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ServerSet)]
    [Parameter(Mandatory = true, ParameterSetName = ConnectionStringSet)]
    public DatabaseEngine Provider { get; set; }

    /// <summary>
    /// A connection string in the form of the engine's .NET driver: <c>Host=db1;Database=cluster;Username=admin;Password=...</c>
    /// for PostgreSQL, <c>Server=db1;Database=cluster;User ID=admin;Password=...</c> for MySQL and MariaDB. A text or a SecureString.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = ConnectionStringSet)]
    [SecretTransformation]
    [ValidateNotNull]
    public SecretText? ConnectionString { get; set; }

    /// <summary>The server's name or address, or the folder of its Unix socket.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ServerSet)]
    [ValidateNotNullOrEmpty]
    public string? Server { get; set; }

    /// <summary>The server's port. Default: 5432 for PostgreSQL, 3306 for MySQL and MariaDB.</summary>
    [Parameter(ParameterSetName = ServerSet)]
    [ValidateRange(1, 65535)]
    public int? Port { get; set; }

    /// <summary>The database's name on the server.</summary>
    [Parameter(ParameterSetName = ServerSet)]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "clustermanagement";

    /// <summary>Who signs in to the server. It wins over what the connection string says.</summary>
    [Parameter(ParameterSetName = ServerSet)]
    [Parameter(ParameterSetName = ConnectionStringSet)]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>
    /// The folder of the key ring that encrypts the database's secrets. A relative path is taken from the session's location. Without it
    /// the folder is the one <c>$env:CLUSTER_KEY_RING</c> names, else the user's own.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? KeyRing { get; set; }

    /// <summary>Emits the connection.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private PipelineContext Context => _context ??= new PipelineContext(this);

    /// <inheritdoc/>
    public void Dispose() => _context?.Dispose();

    /// <inheritdoc/>
    protected override void StopProcessing() => _context?.Stop();

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var context = Context;
        try
        {
            var keyRing = KeyRing is null ? null : DatabaseResolver.FullPath(SessionState, KeyRing);
            var database = Locate() with { KeyRing = keyRing, Source = "Connected" };
            database = context.Wait(EngineGate.Engine.Databases.DescribeAsync(database, context.CancellationToken));
            if (IsUsable(database))
            {
                context.Wait(EngineGate.Engine.OpenAsync(database, context).AsTask());
                database = context.Wait(EngineGate.Engine.Databases.DescribeAsync(database, context.CancellationToken));
            }

            DatabaseResolver.Connect(database);
            if (PassThru) WriteObject(database);
        }
        catch (ClusterException exception)
        {
            ThrowTerminatingError(ErrorRecords.From(exception));
        }
        catch (OperationCanceledException) when (context.CancellationToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    private ClusterDatabase Locate() => ParameterSetName == FileSet
        ? new ClusterDatabase { Path = DatabaseResolver.FullPath(SessionState, Path) }
        : EngineGate.Engine.Databases.Locate(new DatabaseAddress
        {
            Engine = Provider,
            ConnectionString = ConnectionString,
            Server = Server,
            Port = Port,
            Name = ParameterSetName == ServerSet ? Name : null,
            UserName = Credential?.UserName,
            Password = Credential is null ? null : new SecretText(Credential.Password),
        });

    // Whoever is to make or upgrade the schema has to be connected first.
    private bool IsUsable(ClusterDatabase database)
    {
        if (database.IsOutdated)
        {
            WriteWarning($"The schema of the database '{database}' is older than this module's. Run Initialize-ClusterDatabase before anything else.");
            return false;
        }

        if (database.SchemaVersion is not null || database.Engine == DatabaseEngine.SQLite) return true;
        WriteWarning($"The database '{database}' has no schema yet. Run Initialize-ClusterDatabase before anything else.");
        return false;
    }
}
