using System.Management.Automation;
using ClusterManagement.ModuleTests.Sessions;

namespace ClusterManagement.ModuleTests.Commands;

/// <summary>The cmdlets of services and ports.</summary>
public sealed class ServiceTests : IDisposable
{
    private readonly ClusterSession _session = new();

    public ServiceTests()
    {
        _session.Register("pve1", "web1", "web2");
        _session.Register("pve2", "db1");
    }

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("Add-HttpService -Container web1 -Port 8080 -Hostname App -Domain example.com", "ClusterManagement.HttpService", "https://app.example.com")]
    [InlineData("Add-HttpService -Container web1 -Port 8080 -Domain example.com", "ClusterManagement.HttpService", "https://web1.example.com")]
    [InlineData("Add-HttpService -Container web1 -Port 8080 -Hostname '@' -Domain example.com", "ClusterManagement.HttpService", "https://example.com")]
    [InlineData("Add-TransportService -Container web1 -Port 22 -Protocol Tcp", "ClusterManagement.TransportService", "tcp/2000")]
    [InlineData("Add-TransportService -Container web1 -Port 22 -Protocol udp -ExternalPort 53", "ClusterManagement.TransportService", "udp/53")]
    [InlineData("Add-TransportService -Container web1 -Port 993 -Protocol tcp -UseTls", "ClusterManagement.TransportService", "tls/2000")]
    [InlineData("Add-DnsService -Container web1 -Port 389 -ServiceName _LDAP._tcp", "ClusterManagement.DnsService", "_ldap._tcp.cluster.internal")]
    public void A_service_comes_back_with_its_endpoint(string script, string type, string endpoint)
    {
        var service = _session.Invoke(script).Single;

        Assert.Equal((type, endpoint, "web1", "dc1"), (service.TypeNames[0], service.Text("Endpoint"), service.Text("Container"), service.Text("Site")));
        Assert.Equal(service.Text("Id"), _session.Invoke("Get-ClusterService").Single.Text("Id"));
    }

    [Fact]
    public void PassThru_hands_the_container_on()
    {
        var container = _session.Invoke("""
            Get-ClusterContainer web1 |
                Add-HttpService -Port 80 -Domain example.com -PassThru |
                Add-TransportService -Protocol tcp -Port 22 -PassThru |
                Add-DnsService -Port 389 -ServiceName _ldap._tcp -PassThru
            """).Single;

        Assert.Equal("ClusterManagement.Container", container.TypeNames[0]);
        Assert.Equal(
            ["https://web1.example.com", "tcp/2000", "_ldap._tcp.cluster.internal"],
            ((IEnumerable<object>)container.Value("Services")!).Select(service => service.ToString()));
    }

    [Theory]
    [InlineData("Add-TransportService -Container web1, web2 -Port 22 -Protocol tcp")]
    [InlineData("'web1', 'web2' | Add-TransportService -Port 22 -Protocol tcp")]
    [InlineData("Get-ClusterContainer web* | Add-TransportService -Port 22 -Protocol tcp")]
    [InlineData("[pscustomobject]@{ Container = 'web1'; Port = 22; Protocol = 'tcp' }, [pscustomobject]@{ Container = 'web2'; ContainerPort = '22'; Protocol = 'Tcp' } | Add-TransportService")]
    public void Containers_are_named_in_many_ways(string script)
    {
        var services = _session.Invoke(script).Succeeded();

        Assert.Equal(["web1", "web2"], services.Values("Container"));
        Assert.Equal(["2000", "2001"], services.Values("ExternalPort"));
    }

    [Theory]
    [InlineData("Get-ClusterService", "_ldap._tcp.cluster.internal https://web1.example.com tcp/2000 udp/2000")]
    [InlineData("Get-ClusterService web1", "https://web1.example.com tcp/2000")]
    [InlineData("Get-ClusterService web*", "https://web1.example.com tcp/2000 udp/2000")]
    [InlineData("Get-ClusterService -Type Dns", "_ldap._tcp.cluster.internal")]
    [InlineData("Get-ClusterService -Domain example.com", "https://web1.example.com")]
    [InlineData("Get-ClusterService -Site dc1 -Type Transport", "tcp/2000 udp/2000")]
    [InlineData("Get-ExternalDomain | Get-ClusterService", "https://web1.example.com")]
    [InlineData("Get-ClusterSite | Get-ClusterService -Type Http", "https://web1.example.com")]
    [InlineData("Get-ClusterNode pve2 | Get-ClusterContainer | Get-ClusterService", "_ldap._tcp.cluster.internal")]
    [InlineData("Get-ClusterSite | Get-ClusterNode | Get-ClusterContainer | Get-ClusterService", "_ldap._tcp.cluster.internal https://web1.example.com tcp/2000 udp/2000")]
    [InlineData("'db1' | Get-ClusterService", "_ldap._tcp.cluster.internal")]
    [InlineData("Get-ClusterService x*", "")]
    public void Services_are_found(string script, string expected)
    {
        AddServices();

        var found = _session.Invoke(script).Succeeded().Values("Endpoint");

        Assert.Equal(expected, string.Join(' ', found.Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("Get-ClusterService nope", "ContainerNotFound")]
    [InlineData("Get-ClusterService -Site nope", "SiteNotFound")]
    [InlineData("Get-ClusterService -Site 99", "SiteNotFound")]
    [InlineData("Get-ClusterService -Domain nope.example", "ExternalDomainNotFound")]
    [InlineData("Get-ClusterService -Id 99", "ServiceNotFound")]
    [InlineData("Remove-ClusterService 99 -Confirm:$false", "ServiceNotFound")]
    [InlineData("Add-HttpService -Container nope -Port 80 -Domain example.com", "ContainerNotFound")]
    [InlineData("Add-HttpService -Container web1 -Port 80 -Domain nope.example", "ExternalDomainNotFound")]
    [InlineData("Add-TransportService -Container nope -Port 80 -Protocol tcp", "ContainerNotFound")]
    [InlineData("Add-DnsService -Container nope -Port 80 -ServiceName _x._tcp", "ContainerNotFound")]
    public void What_does_not_exist_is_an_error(string script, string id) => _session.Invoke(script).FailedWith(id, ErrorCategory.ObjectNotFound);

    [Theory]
    [InlineData("Add-HttpService -Container web2 -Port 80 -Hostname WEB1 -Domain example.com")]
    [InlineData("Add-TransportService -Container web2 -Port 80 -Protocol tcp -ExternalPort 2000")]
    [InlineData("Add-DnsService -Container db1 -Port 389 -ServiceName _ldap._tcp")]
    public void What_is_taken_is_refused_and_the_error_says_by_whom(string script)
    {
        AddServices();
        var owner = script.Contains("Dns", StringComparison.Ordinal) ? "db1" : "web1";

        var error = _session.Invoke(script).FailedWith("ServiceAlreadyExists", ErrorCategory.ResourceExists);

        Assert.Contains(owner, error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Get-ClusterService -Type Http | Set-HttpService -Hostname APP", "https://app.example.com", 80)]
    [InlineData("Get-ClusterService -Type Http | Set-HttpService -Hostname '@' -Port 81", "https://example.com", 81)]
    [InlineData("$null = New-ExternalDomain example.org -Site dc1; Get-ClusterService -Type Http | Set-HttpService -Domain example.org", "https://web1.example.org", 80)]
    [InlineData("Get-ClusterService -Type Http | Set-HttpService -Hostname web1 -Port 82", "https://web1.example.com", 82)]
    [InlineData("Set-TransportService (Get-ClusterService web1 -Type Transport).Id -Port 2222", "tcp/2000", 2222)]
    [InlineData("Get-ClusterService web1 -Type Transport | Set-TransportService -ExternalPort 5432 -UseTls", "tls/5432", 22)]
    [InlineData("Get-ClusterService web1 -Type Transport | Set-TransportService -ExternalPort $null", "tcp/2001", 22)]
    [InlineData("Get-ClusterService web1 -Type Transport | Set-TransportService -Protocol udp -ExternalPort $null", "udp/2001", 22)]
    [InlineData("Get-ClusterService web2 -Type Transport | Set-TransportService -Protocol tcp -ExternalPort 2001", "tcp/2001", 53)]
    [InlineData("Get-ClusterService -Type Dns | Set-DnsService -ServiceName _LDAPS._tcp", "_ldaps._tcp.cluster.internal", 389)]
    [InlineData("Get-ClusterService -Type Dns | Set-DnsService -Port 636", "_ldap._tcp.cluster.internal", 636)]
    public void Only_what_is_given_changes(string script, string endpoint, int port)
    {
        AddServices();

        Assert.Empty(_session.Invoke(script).Succeeded().Objects);

        var changed = Assert.Single(_session.Invoke("Get-ClusterService").Objects, service => service.Text("Endpoint") == endpoint);
        Assert.Equal(port, changed.Number("ContainerPort"));
        Assert.Equal(4, _session.Invoke("Get-ClusterService").Objects.Count);
    }

    [Fact]
    public void PassThru_shows_the_changed_service_and_the_former_port_is_free()
    {
        AddServices();

        Assert.Equal("tls/4000", _session.Invoke("Get-ClusterService web1 -Type Transport | Set-TransportService -ExternalPort 4000 -UseTls -PassThru").Single.Text("Endpoint"));
        Assert.Equal("2000", _session.Invoke("Find-ClusterPort").Single.Text("ExternalPort"));
        Assert.Equal("tcp/4000", _session.Invoke("Get-ClusterService web1 -Type Transport | Set-TransportService -UseTls:$false -PassThru").Single.Text("Endpoint"));
    }

    [Theory]
    [InlineData("Set-HttpService $http -Hostname db1", "ServiceAlreadyExists", ErrorCategory.ResourceExists)]
    [InlineData("Set-HttpService $http -Hostname \"a`nb\"", "InvalidValue", ErrorCategory.InvalidArgument)]
    [InlineData("Set-HttpService $http -Port 0", "InvalidValue", ErrorCategory.InvalidArgument)]
    [InlineData("Set-HttpService $http -Domain nope.example", "ExternalDomainNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("Set-HttpService $http -Domain elsewhere.example", "InvalidValue", ErrorCategory.InvalidArgument)]
    [InlineData("Set-HttpService $tcp -Port 80", "InvalidValue", ErrorCategory.InvalidArgument)]
    [InlineData("Set-HttpService 99 -Port 80", "ServiceNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("Set-TransportService $tcp -ExternalPort 2001", "ServiceAlreadyExists", ErrorCategory.ResourceExists)]
    [InlineData("Set-TransportService $tcp -Protocol udp", "ServiceAlreadyExists", ErrorCategory.ResourceExists)]
    [InlineData("Set-TransportService $tcp -Protocol udp -ExternalPort 3000 -UseTls", "InvalidValue", ErrorCategory.InvalidArgument)]
    [InlineData("Set-TransportService $tcp -ExternalPort 65536", "InvalidValue", ErrorCategory.InvalidArgument)]
    [InlineData("Set-TransportService $dns -Port 80", "InvalidValue", ErrorCategory.InvalidArgument)]
    [InlineData("Set-DnsService $dns -ServiceName ldap", "InvalidValue", ErrorCategory.InvalidArgument)]
    [InlineData("Set-DnsService $dns -Port 636", "ServiceAlreadyExists", ErrorCategory.ResourceExists)]
    public void A_change_that_breaks_a_rule_is_refused_and_changes_nothing(string script, string id, ErrorCategory category)
    {
        AddServices();
        _session.Invoke("""
            $null = Add-HttpService -Container db1 -Port 80 -Domain example.com
            $null = Add-TransportService -Container db1 -Port 22 -Protocol tcp
            $null = Add-DnsService -Container db1 -Port 636 -ServiceName _ldap._tcp
            $null = New-ClusterSite dc2 -InternalDomain two.internal -DhcpRange 10.7.0.10-10.7.0.20 -SubnetMask /24 -Gateway 10.7.0.1
            $null = New-ExternalDomain elsewhere.example -Site dc2
            $http = (Get-ClusterService web1 -Type Http).Id
            $tcp = (Get-ClusterService web1 -Type Transport).Id
            $dns = (Get-ClusterService db1 -Type Dns | Where-Object ContainerPort -EQ 389).Id
            """).Succeeded();
        var before = DatabaseDump.Read(_session.Database);

        _session.Invoke(script).FailedWith(id, category);

        Assert.Equal(before, DatabaseDump.Read(_session.Database));
    }

    [Theory]
    [InlineData("Remove-ClusterService $id -Confirm:$false", 3)]
    [InlineData("$id | Remove-ClusterService -Confirm:$false", 3)]
    [InlineData("[pscustomobject]@{ Id = $id } | Remove-ClusterService -Confirm:$false", 3)]
    [InlineData("Get-ClusterContainer web1 | Get-ClusterService | Remove-ClusterService -Confirm:$false", 2)]
    [InlineData("Get-ClusterService | Remove-ClusterService -Confirm:$false", 0)]
    public void Services_are_removed(string script, int left)
    {
        AddServices();
        var id = _session.Invoke("(Get-ClusterService -Type Http).Id").Single.BaseObject;

        Assert.Empty(_session.Invoke(script, new { id }).Succeeded().Objects);

        Assert.Equal(left, _session.Invoke("Get-ClusterService").Objects.Count);
        Assert.Equal(3, _session.Rows);
    }

    [Fact]
    public void Services_go_with_their_container_and_free_what_they_held()
    {
        AddServices();

        _session.Invoke("Remove-ClusterContainer web1 -Confirm:$false").Succeeded();

        Assert.Equal("tcp/2000", _session.Invoke("Add-TransportService -Container web2 -Port 22 -Protocol tcp").Single.Text("Endpoint"));
        _session.Invoke("Add-HttpService -Container web2 -Port 80 -Hostname web1 -Domain example.com").Succeeded();
    }

    [Theory]
    [InlineData("Find-ClusterPort", "2001")]
    [InlineData("Find-ClusterPort Udp", "2001")]
    [InlineData("Find-ClusterPort -Protocol Tcp -MinimumPort 2000 -MaximumPort 2003 -Count 3", "2001 2002 2003")]
    [InlineData("Find-ClusterPort -MinimumPort 27000", "27000")]
    public void Free_ports_are_found(string script, string expected)
    {
        AddServices();

        Assert.Equal(expected, string.Join(' ', _session.Invoke(script).Succeeded().Values("ExternalPort")));
    }

    private void AddServices() => _session.Invoke("""
        $null = Add-HttpService -Container web1 -Port 80 -Domain example.com
        $null = Add-TransportService -Container web1 -Port 22 -Protocol tcp
        $null = Add-TransportService -Container web2 -Port 53 -Protocol udp
        $null = Add-DnsService -Container db1 -Port 389 -ServiceName _ldap._tcp
        """).Succeeded();
}
