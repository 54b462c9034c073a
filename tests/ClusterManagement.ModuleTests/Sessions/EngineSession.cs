using ClusterManagement.TestServers;

namespace ClusterManagement.ModuleTests.Sessions;

/// <summary>A session connected to a new database of one engine, in which a site, two nodes, a domain and three containers are registered.</summary>
internal sealed class EngineSession : ModuleSession
{
    private const string Rows = """
        $null = New-ClusterSite dc1 -InternalDomain cluster.internal -DhcpRange 10.0.0.100-10.0.0.200 -SubnetMask 255.255.255.0 -Gateway 10.0.0.1
        $null = 'pve1', 'pve2' | ForEach-Object { New-ClusterNode $_ -Site dc1 }
        $null = 'example.com', 'example.org' | ForEach-Object { New-ExternalDomain $_ -Site dc1 }
        $null = New-ClusterContainer web1 -Node pve1 -NoProvision -ContainerId 101 -MacAddress BC:24:11:00:00:01 -Ipv4Address 10.0.0.150 |
            Add-HttpService -Port 80 -Hostname app -Domain example.com -PassThru |
            Add-TransportService -Protocol Tcp -Port 22 -PassThru |
            Add-DnsService -Port 389 -ServiceName _ldap._tcp
        $null = 'web2', 'web3' | New-ClusterContainer -Node pve2 -NoProvision
        $null = New-ClusterUser alice -Cn 'Alice A' -Sn A -Mail alice@example.com
        """;

    /// <summary>Opens the session.</summary>
    /// <param name="engine">The engine, as <c>-Provider</c> names it; SQLite is a file.</param>
    public EngineSession(string engine)
        : base(isConnected: engine == "SQLite")
    {
        Engine = engine;
        if (engine != "SQLite") Connect(engine);
        Invoke(Rows).Succeeded();
    }

    /// <summary>Gets the engine.</summary>
    public string Engine { get; }

    private void Connect(string engine)
    {
        ServerPolicy.Require(engine == "PostgreSQL" ? PostgreSqlServer.Missing : MariaDbServer.Missing);
        DatabaseServer server = engine == "PostgreSQL" ? SharedServers.PostgreSql.GetAwaiter().GetResult() : SharedServers.MariaDb.GetAwaiter().GetResult();
        Invoke(
            """
            $credential = [pscredential]::new($user, [System.Net.NetworkCredential]::new('', $password).SecurePassword)
            Connect-ClusterDatabase -Provider $engine -Server $server -Port $port -Name $name -Credential $credential -WarningAction SilentlyContinue
            $null = Initialize-ClusterDatabase
            """,
            new { engine, user = server.UserName, password = server.Password, server = server.Host, port = server.Port, name = $"module_{Guid.NewGuid():N}" })
            .Succeeded();
    }
}
