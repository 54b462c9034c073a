using System.Globalization;
using ClusterManagement.ModuleTests.Shell;

namespace ClusterManagement.ModuleTests.Rendering;

/// <summary>What a person sees, in a shell of its own. Every view is shown once, each below a line with its name.</summary>
public sealed class RenderingTests : ShellFixture
{
    private const string Script = """
        $env:TZ = 'Pacific/Auckland'
        [TimeZoneInfo]::ClearCachedData()
        $Host.UI.RawUI.BufferSize = [System.Management.Automation.Host.Size]::new(150, 50)
        $env:CLUSTER_DATABASE = $database
        $key = [securestring]::new()
        foreach ($c in 'cloudflare-secret'.ToCharArray()) { $key.AppendChar($c) }
        $simulator = Start-ClusterSimulator -TaskDuration 1
        $null = New-ClusterSite dc1 -InternalDomain cluster.internal -DhcpRange 10.0.0.100-10.0.0.200 -SubnetMask /24 -Gateway 10.0.0.1
        foreach ($name in 'pve1', 'pve2') {
            $null = New-ClusterNode $name -Site dc1 -ApiUrl $simulator.ApiUrl -Credential $simulator.Credential -CertificateFingerprint $simulator.CertificateFingerprint
        }
        $null = New-ExternalDomain example.com -Site dc1 -CloudflareApiKey $key
        $null = 'web1', 'web2' | New-ClusterContainer -Node pve1 -Template debian-12 -Start
        $null = New-ClusterContainer db1 -Node pve2 -Template debian-12
        $null = Add-HttpService -Container web1 -Port 80 -Domain example.com
        $null = Add-TransportService -Container web1 -Port 22 -Protocol tcp
        $null = Add-DnsService -Container db1 -Port 389 -ServiceName _ldap._tcp
        $null = New-ClusterUser alice -GivenName Alice -Sn Doe -Mail alice@example.com
        $null = New-ClusterUser bob -Sn Doe -Mail bob@example.com
        $null = New-SessionSecret
        $null = New-SessionSecret
        '== user'; Get-ClusterUser
        '== group'; Get-ClusterGroup
        '== member'; Get-ClusterGroupMember
        '== session'; Get-SessionSecret
        '== shown'; Get-SessionSecret -Newest -IncludeSecret
        '== site'; Get-ClusterSite
        '== node'; Get-ClusterNode
        '== container'; Get-ClusterContainer
        '== service'; Get-ClusterService
        '== domain'; Get-ExternalDomain
        '== job'; Get-ClusterJob -First 1
        '== started'; (Get-ClusterJob -First 1).CreatedAt.ToLocalTime().ToString('yyyy-MM-dd HH:mm:ss')
        '== steps'; (Get-ClusterJob -First 1).Statuses
        '== port'; Find-ClusterPort
        '== test'; Test-ClusterNode pve1 -Detailed
        '== storage'; (Test-ClusterNode pve1 -Detailed).Storages
        '== database'; Get-ClusterDatabase
        '== backup'; $backup = Backup-ClusterDatabase "$database.backup"; $backup
        '== taken'; $backup.CreatedAt.ToLocalTime().ToString('yyyy-MM-dd HH:mm:ss')
        '== tables'; Restore-ClusterDatabase "$database.backup" -Confirm:$false
        '== simulator'; $simulator
        '== secret'; $simulator.Server.Options.TokenSecret
        """;

    [Fact]
    public async Task Every_view_shows_what_matters()
    {
        var run = await StartAsync([Write("views.ps1", $"$database = '{Path.Combine(Folder, "views.db")}'\n{Script}")]);
        Assert.Equal((string.Empty, 0), (run.Error, run.ExitCode));
        var sections = run.Output.Split("== ", StringSplitOptions.RemoveEmptyEntries)
            .Select(section => section.Split('\n', 2)).ToDictionary(section => section[0].Trim(), section => Squeeze(section[1]));

        Assert.Contains("Name InternalDomain DhcpRange Gateway Nodes Containers", sections["site"]);
        Assert.Contains("dc1 cluster.internal 10.0.0.100-10.0.0.200 10.0.0.1 2 3", sections["site"]);
        Assert.Contains("Site: dc1", sections["node"]);
        Assert.Equal(
            ["Username Uid Status Cn Mail Groups", "alice 2000 Active Alice Doe alice@example.com ldapusers, sysadmins", "bob 2001 Pending Doe bob@example.com ldapusers"],
            sections["user"].Where(line => !line.StartsWith('-')));
        Assert.Contains("sysadmins 2001 administrator 1", sections["group"]);
        Assert.Contains("ldapusers 2000 user 2", sections["group"]);
        Assert.Equal(["Group: ldapusers", "Group: sysadmins"], sections["member"].Where(line => line.StartsWith("Group:", StringComparison.Ordinal)));
        Assert.Contains(sections["member"], line => line.StartsWith("bob 2001 Pending Doe 20", StringComparison.Ordinal));
        Assert.Contains(sections["session"], line => line.StartsWith("2 signs, verifies 20", StringComparison.Ordinal) && line.EndsWith("hidden", StringComparison.Ordinal));
        Assert.Contains(sections["session"], line => line.StartsWith("1 verifies 20", StringComparison.Ordinal));
        Assert.Contains(sections["shown"], line => line.EndsWith("included", StringComparison.Ordinal));
        Assert.Contains(sections["node"], line => line.StartsWith("pve1 https://127.0.0.1:", StringComparison.Ordinal) && line.EndsWith("Pinned 2", StringComparison.Ordinal));
        Assert.Equal(["Node: pve1 (site dc1)", "Node: pve2 (site dc1)"], sections["container"].Where(line => line.StartsWith("Node:", StringComparison.Ordinal)));
        Assert.Contains(sections["container"], line => line.StartsWith("web1 100 Running 10.0.0.100 BC:24:11:", StringComparison.Ordinal)
            && line.EndsWith("https://web1.example.com, tcp/2000", StringComparison.Ordinal));
        Assert.Single(sections["service"], line => line.StartsWith("Id Container", StringComparison.Ordinal));
        Assert.Contains(sections["service"], line => line.EndsWith("db1 Dns 389 _ldap._tcp.cluster.internal", StringComparison.Ordinal));
        Assert.Contains("example.com stored 1", sections["domain"]);
        Assert.Contains(sections["job"], line => line.Contains($"Success Create container db1 {Assert.Single(sections["started"])}", StringComparison.Ordinal));
        Assert.Equal(["Time Message", "---- -------"], sections["steps"].Take(2));
        Assert.Contains("Tcp 2001", sections["port"]);
        Assert.Contains(sections["test"], line => line.StartsWith("pve1 True 9.2.11 ", StringComparison.Ordinal));
        Assert.Contains(sections["storage"], line => line.StartsWith("local-lvm rootdir, images ", StringComparison.Ordinal));
        Assert.Contains("Engine : SQLite", sections["database"]);
        Assert.Contains(sections["backup"], line => line.StartsWith("Path : ", StringComparison.Ordinal) && line.EndsWith("views.db.backup", StringComparison.Ordinal));
        Assert.Contains($"CreatedAt : {Assert.Single(sections["taken"])}", sections["backup"]);
        Assert.Equal("Table Rows Hash", sections["tables"][0]);
        Assert.Contains(sections["tables"], line => line.StartsWith("Containers 3 ", StringComparison.Ordinal) && line.Length == "Containers 3 ".Length + 64);
        Assert.Contains("Nodes : pve1, pve2", sections["simulator"]);
        var secret = Assert.Single(sections["secret"]);
        Assert.True(Guid.TryParse(secret, CultureInfo.InvariantCulture, out _));
        Assert.DoesNotContain(sections.Where(section => section.Key != "secret").SelectMany(section => section.Value), line =>
            line.Contains(secret, StringComparison.Ordinal) || line.Contains("cloudflare-secret", StringComparison.Ordinal));
    }

    private static List<string> Squeeze(string text) =>
        [.. text.Split('\n').Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))).Where(line => line.Length > 0)];
}
