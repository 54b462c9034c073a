using System.Management.Automation;
using ClusterManagement.ModuleTests.Sessions;

namespace ClusterManagement.ModuleTests.Contract;

/// <summary>The rules of the spec as a user of the cmdlets meets them: the same on every engine, to the letter of the error.</summary>
/// <param name="sessions">The sessions.</param>
public sealed class CmdletContractTests(EngineSessions sessions) : IClassFixture<EngineSessions>
{
    private static readonly string[] Names = ["SQLite", "PostgreSQL", "MariaDB"];

    /// <summary>Gets the engines.</summary>
    public static TheoryData<string> Engines { get; } = [.. Names];

    /// <summary>Gets what is refused: the engine, the command, and the error.</summary>
    public static TheoryData<string, string, string, ErrorCategory> Refusals { get; } = Cross(
        ("New-ClusterSite DC1 -InternalDomain a.internal -DhcpRange 10.1.0.2-10.1.0.3 -SubnetMask /24 -Gateway 10.1.0.1", "SiteAlreadyExists", ErrorCategory.ResourceExists),
        ("New-ClusterNode PVE1 -Site dc1", "NodeAlreadyExists", ErrorCategory.ResourceExists),
        ("New-ClusterNode pve3 -Site nowhere", "SiteNotFound", ErrorCategory.ObjectNotFound),
        ("New-ExternalDomain EXAMPLE.com -Site dc1", "ExternalDomainAlreadyExists", ErrorCategory.ResourceExists),
        ("New-ClusterContainer WEB1 -Node pve2 -NoProvision", "ContainerAlreadyExists", ErrorCategory.ResourceExists),
        ("New-ClusterContainer new -Node pve1 -NoProvision -ContainerId 101", "ContainerAlreadyExists", ErrorCategory.ResourceExists),
        ("New-ClusterContainer new -Node pve1 -NoProvision -MacAddress bc:24:11:00:00:01", "ContainerAlreadyExists", ErrorCategory.ResourceExists),
        ("New-ClusterContainer new -Node pve1 -NoProvision -Ipv4Address 10.0.0.150", "ContainerAlreadyExists", ErrorCategory.ResourceExists),
        ("New-ClusterContainer new -Node pve9 -NoProvision", "NodeNotFound", ErrorCategory.ObjectNotFound),
        ("Add-HttpService web2 -Port 80 -Hostname APP -Domain Example.com", "ServiceAlreadyExists", ErrorCategory.ResourceExists),
        ("Add-HttpService web2 -Port 80 -Hostname b -Domain example.net", "ExternalDomainNotFound", ErrorCategory.ObjectNotFound),
        ("Add-HttpService web2 -Port 80 -Hostname \"a`nb\" -Domain example.com", "InvalidValue", ErrorCategory.InvalidArgument),
        ("Add-TransportService web2 -Protocol Tcp -Port 22 -ExternalPort 2000", "ServiceAlreadyExists", ErrorCategory.ResourceExists),
        ("Add-TransportService web2 -Protocol Udp -Port 53 -UseTls", "InvalidValue", ErrorCategory.InvalidArgument),
        ("Add-DnsService web2 -Port 389 -ServiceName ldap", "InvalidValue", ErrorCategory.InvalidArgument),
        ("Add-DnsService web9 -Port 389 -ServiceName _ldap._tcp", "ContainerNotFound", ErrorCategory.ObjectNotFound),
        ("Remove-ClusterSite dc1 -Confirm:$false", "SiteInUse", ErrorCategory.ResourceBusy),
        ("Remove-ClusterNode pve1 -Confirm:$false", "NodeInUse", ErrorCategory.ResourceBusy),
        ("Remove-ExternalDomain example.com -Confirm:$false", "ExternalDomainInUse", ErrorCategory.ResourceBusy),
        ("Set-ClusterNode pve2 -NewName PVE1", "NodeAlreadyExists", ErrorCategory.ResourceExists),
        ("Get-ClusterContainer web9", "ContainerNotFound", ErrorCategory.ObjectNotFound));

    /// <summary>A refusal names the rule, and leaves nothing.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="command">The command.</param>
    /// <param name="id">The error's id.</param>
    /// <param name="category">The error's category.</param>
    [Theory]
    [MemberData(nameof(Refusals))]
    public void A_broken_rule_is_refused(string engine, string command, string id, ErrorCategory category)
    {
        var session = sessions.Get(engine);
        var before = Everything(session);
        session.Invoke(command).FailedWith(id, category);
        Assert.Equal(before, Everything(session));
    }

    /// <summary>Names find what they name in any case, and patterns too.</summary>
    /// <param name="engine">The engine.</param>
    [Theory]
    [MemberData(nameof(Engines))]
    public void Names_are_found_in_any_case(string engine)
    {
        var session = sessions.Get(engine);
        Assert.Equal(["dc1"], session.Invoke("Get-ClusterSite DC1").Values("Name"));
        Assert.Equal(["pve1", "pve2"], session.Invoke("Get-ClusterNode PVE*").Values("Name"));
        Assert.Equal(["web1", "web2", "web3"], session.Invoke("Get-ClusterContainer W?b*").Values("Name"));
        Assert.Equal(["example.com"], session.Invoke("Get-ExternalDomain *.COM").Values("Domain"));
        Assert.Empty(session.Invoke("Get-ClusterSite none*").Succeeded().Objects);
    }

    /// <summary>What is removed takes along what belongs to it, and gives back what it held.</summary>
    /// <param name="engine">The engine.</param>
    [Theory]
    [MemberData(nameof(Engines))]
    public void What_is_removed_gives_back_what_it_held(string engine)
    {
        using var session = new EngineSession(engine);
        session.Invoke("$null = 'web2', 'web3' | ForEach-Object { Add-TransportService $_ -Protocol Tcp -Port 22 }").Succeeded();
        session.Invoke("Remove-ClusterContainer web1, web2 -Confirm:$false").Succeeded();

        Assert.Equal(["2002"], session.Invoke("Get-ClusterService").Values("ExternalPort"));
        Assert.Equal(["2000", "2001", "2003"], session.Invoke("Find-ClusterPort -Count 3").Values("ExternalPort"));
        session.Invoke("$null = New-ClusterContainer web4 -Node pve1 -NoProvision").Succeeded();
        Assert.Equal(["10.0.0.100"], session.Invoke("Get-ClusterContainer web4").Values("Ipv4Address"));
        session.Invoke("Remove-ExternalDomain example.com, example.org -Confirm:$false").Succeeded();
        session.Invoke("Get-ClusterContainer | Remove-ClusterContainer -Confirm:$false; Get-ClusterNode | Remove-ClusterNode -Confirm:$false; Remove-ClusterSite dc1 -Confirm:$false").Succeeded();
        Assert.Equal([], Everything(session));
    }

    /// <summary>Times come back in UTC, and a change is seen by the next reader.</summary>
    /// <param name="engine">The engine.</param>
    [Theory]
    [MemberData(nameof(Engines))]
    public void What_is_written_is_read(string engine)
    {
        using var session = new EngineSession(engine);
        var before = DateTime.UtcNow.AddMilliseconds(-1);
        session.Invoke("Set-ClusterSite dc1 -NewName Frankfurt -DnsForwarders 1.1.1.1, 9.9.9.9").Succeeded();
        var site = session.Invoke("Get-ClusterSite frankfurt").Single;

        Assert.Equal(("Frankfurt", "10.0.0.100-10.0.0.200"), (site.Text("Name"), site.Text("DhcpRange")));
        Assert.Equal(["1.1.1.1", "9.9.9.9"], (IEnumerable<string>)site.Value("DnsForwarders")!);
        var changed = (DateTime)site.Value("UpdatedAt")!;
        Assert.Equal(DateTimeKind.Utc, changed.Kind);
        Assert.InRange(changed, before, DateTime.UtcNow);
        Assert.Equal(["Frankfurt", "Frankfurt"], session.Invoke("Get-ClusterNode").Values("Site"));
    }

    private static TheoryData<string, string, string, ErrorCategory> Cross(params (string Command, string Id, ErrorCategory Category)[] refusals)
    {
        var cases = new TheoryData<string, string, string, ErrorCategory>();
        foreach (var engine in Names)
        {
            foreach (var refusal in refusals) cases.Add(engine, refusal.Command, refusal.Id, refusal.Category);
        }

        return cases;
    }

    private static List<string?> Everything(EngineSession session) =>
        [.. session.Invoke(
            """
            Get-ClusterSite | ForEach-Object { "$($_.Name) $($_.UpdatedAt.Ticks)" }
            Get-ClusterNode | ForEach-Object { "$($_.Name) $($_.UpdatedAt.Ticks)" }
            Get-ExternalDomain | ForEach-Object { "$($_.Domain) $($_.UpdatedAt.Ticks)" }
            Get-ClusterContainer | ForEach-Object { "$($_.Name) $($_.UpdatedAt.Ticks) $($_.Services.Count)" }
            """).Succeeded().Objects.Select(item => item.ToString())];
}
