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
        ("Add-HttpService -Container web2 -Port 80 -Hostname APP -Domain Example.com", "ServiceAlreadyExists", ErrorCategory.ResourceExists),
        ("Add-HttpService -Container web2 -Port 80 -Hostname b -Domain example.net", "ExternalDomainNotFound", ErrorCategory.ObjectNotFound),
        ("Add-HttpService -Container web2 -Port 80 -Hostname \"a`nb\" -Domain example.com", "InvalidValue", ErrorCategory.InvalidArgument),
        ("Add-TransportService -Container web2 -Protocol Tcp -Port 22 -ExternalPort 2000", "ServiceAlreadyExists", ErrorCategory.ResourceExists),
        ("Add-TransportService -Container web2 -Protocol Udp -Port 53 -UseTls", "InvalidValue", ErrorCategory.InvalidArgument),
        ("Add-DnsService -Container web2 -Port 389 -ServiceName ldap", "InvalidValue", ErrorCategory.InvalidArgument),
        ("Add-DnsService -Container web9 -Port 389 -ServiceName _ldap._tcp", "ContainerNotFound", ErrorCategory.ObjectNotFound),
        ("Remove-ClusterSite dc1 -Confirm:$false", "SiteInUse", ErrorCategory.ResourceBusy),
        ("Remove-ClusterNode pve1 -Confirm:$false", "NodeInUse", ErrorCategory.ResourceBusy),
        ("Remove-ExternalDomain example.com -Confirm:$false", "ExternalDomainInUse", ErrorCategory.ResourceBusy),
        ("Set-ClusterNode pve2 -NewName PVE1", "NodeAlreadyExists", ErrorCategory.ResourceExists),
        ("New-ClusterUser alice -Cn 'Another Alice' -Sn Alice -Mail alice2@example.com", "UserAlreadyExists", ErrorCategory.ResourceExists),
        ("New-ClusterUser alice2 -Cn 'Another Alice' -Sn Alice -Mail Alice@Example.com", "UserAlreadyExists", ErrorCategory.ResourceExists),
        ("New-ClusterUser 2alice -Cn 'Another Alice' -Sn Alice -Mail alice2@example.com", "InvalidValue", ErrorCategory.InvalidArgument),
        ("New-ClusterUser alice2 -Cn 'Another Alice' -Sn Alice -Mail not-a-mail", "InvalidValue", ErrorCategory.InvalidArgument),
        ("New-ClusterGroup sysadmins", "GroupAlreadyExists", ErrorCategory.ResourceExists),
        ("Add-ClusterGroupMember sysadmins -User nobody", "UserNotFound", ErrorCategory.ObjectNotFound),
        ("Add-ClusterGroupMember nothing -User alice", "GroupNotFound", ErrorCategory.ObjectNotFound),
        ("Remove-ClusterUser alice -Confirm:$false", "LastAdministrator", ErrorCategory.ResourceBusy),
        ("Suspend-ClusterUser Alice", "LastAdministrator", ErrorCategory.ResourceBusy),
        ("Remove-ClusterGroupMember sysadmins -User alice -Confirm:$false", "LastAdministrator", ErrorCategory.ResourceBusy),
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
        session.Invoke("$null = 'web2', 'web3' | ForEach-Object { Add-TransportService -Container $_ -Protocol Tcp -Port 22 }").Succeeded();
        session.Invoke("Remove-ClusterContainer web1, web2 -NoProvision -Confirm:$false").Succeeded();

        Assert.Equal(["2002"], session.Invoke("Get-ClusterService").Values("ExternalPort"));
        Assert.Equal(["2000", "2001", "2003"], session.Invoke("Find-ClusterPort -Count 3").Values("ExternalPort"));
        session.Invoke("$null = New-ClusterContainer web4 -Node pve1 -NoProvision").Succeeded();
        Assert.Equal(["10.0.0.100"], session.Invoke("Get-ClusterContainer web4").Values("Ipv4Address"));
        session.Invoke("Remove-ExternalDomain example.com, example.org -Confirm:$false").Succeeded();
        session.Invoke("Get-ClusterContainer | Remove-ClusterContainer -Confirm:$false; Get-ClusterNode | Remove-ClusterNode -Confirm:$false; Remove-ClusterSite dc1 -Confirm:$false").Succeeded();
        session.Invoke("Remove-ClusterUser alice -Force -Confirm:$false").Succeeded();
        Assert.Equal(3, Everything(session).Count);
    }

    /// <summary>The first user is an administrator, later ones wait; no number comes back.</summary>
    /// <param name="engine">The engine.</param>
    [Theory]
    [MemberData(nameof(Engines))]
    public void Users_are_admitted_by_the_rules(string engine)
    {
        using var session = new EngineSession(engine);
        session.Invoke("$null = New-ClusterUser bob -Cn 'Bob B' -Sn B -Mail bob@example.com").Succeeded();
        session.Invoke("Remove-ClusterUser bob -Confirm:$false; $null = New-ClusterUser carol -Cn 'Carol C' -Sn C -Mail carol@example.com").Succeeded();

        Assert.Equal(["2000 Active ldapusers sysadmins", "2002 Pending ldapusers"], session.Invoke(
            "Get-ClusterUser | ForEach-Object { \"$($_.UidNumber) $($_.Status) $($_.Groups)\" }").Objects.Select(item => item.ToString()));
        Assert.Equal(["2000 ldapusers", "2001 sysadmins", "2002 administrators"], session.Invoke(
            "Get-ClusterGroup | ForEach-Object { \"$($_.GidNumber) $($_.Cn)\" }").Objects.Select(item => item.ToString()).Order());
        session.Invoke("$null = New-ClusterGroup staff; Remove-ClusterGroup staff -Confirm:$false; $null = New-ClusterGroup crew").Succeeded();
        Assert.Equal(["2004"], session.Invoke("Get-ClusterGroup CREW").Values("GidNumber"));
    }

    /// <summary>Only an active user's own password opens anything; what is stored of it is a hash.</summary>
    /// <param name="engine">The engine.</param>
    [Theory]
    [MemberData(nameof(Engines))]
    public void Only_an_active_user_signs_in(string engine)
    {
        using var session = new EngineSession(engine);
        session.Invoke(
            """
            function secret($text) { [System.Net.NetworkCredential]::new('', $text).SecurePassword }
            $null = New-ClusterUser bob -Cn 'Bob B' -Sn B -Mail bob@example.com -Password (secret 'correct horse')
            """).Succeeded();
        const string Test = "Test-ClusterCredential ([pscredential]::new($name, (secret $word)))";
        Assert.Equal([false], session.Invoke(Test, new { name = "bob", word = "correct horse" }).Objects.Select(item => item.BaseObject));
        session.Invoke("Approve-ClusterUser BOB").Succeeded();
        Assert.Equal([true], session.Invoke(Test, new { name = "Bob", word = "correct horse" }).Objects.Select(item => item.BaseObject));
        Assert.Equal([false], session.Invoke(Test, new { name = "bob", word = "Correct horse" }).Objects.Select(item => item.BaseObject));
        session.Invoke("Suspend-ClusterUser bob").Succeeded();
        Assert.Equal([false], session.Invoke(Test, new { name = "bob", word = "correct horse" }).Objects.Select(item => item.BaseObject));
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
            Get-ClusterUser | ForEach-Object { "$($_.Username) $($_.UpdatedAt.Ticks) $($_.Groups)" }
            Get-ClusterGroup | ForEach-Object { "$($_.Cn) $($_.UpdatedAt.Ticks)" }
            """).Succeeded().Objects.Select(item => item.ToString())];
}
