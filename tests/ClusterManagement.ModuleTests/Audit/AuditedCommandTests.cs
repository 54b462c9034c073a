using System.Globalization;
using System.Management.Automation;
using ClusterManagement.ModuleTests.Sessions;

namespace ClusterManagement.ModuleTests.Audit;

/// <summary>Every cmdlet that changes something tells who did what to which object, in the transaction of the change.</summary>
public sealed class AuditedCommandTests : IDisposable
{
    private readonly ClusterSession _session = new();

    public AuditedCommandTests()
    {
        PemFile.Write(Path.Combine(_session.Folder, "example.pem"), "example.com");
        _session.Invoke("""
            $null = New-ClusterContainer web1 -Node pve1 -Template debian-12 -Memory 512 -Start
            $null = New-ClusterContainer off1 -Node pve1 -Template debian-12
            $null = New-ClusterSnapshot web1 before
            $null = Add-TransportService -Container web1 -Port 22 -Protocol tcp
            $null = Add-HttpService -Container off1 -Port 80 -Domain example.com
            $null = Add-DnsService -Container off1 -Port 636 -ServiceName _ldaps._tcp
            $null = New-ClusterSite empty -InternalDomain e.internal -DhcpRange 10.3.0.10-10.3.0.20 -SubnetMask /24 -Gateway 10.3.0.1
            $null = New-ExternalDomain unused.example -Site dc1
            $null = 'alice', 'bob', 'carol', 'dave' | ForEach-Object { New-ClusterUser $_ -Sn Doe -Mail "$_@example.com" }
            Approve-ClusterUser carol, dave
            Suspend-ClusterUser dave
            $null = New-ClusterGroup developers
            $null = Add-ClusterGroupMember developers -User carol
            $null = New-SessionSecret
            $null = New-SessionSecret
            $password = [securestring]::new()
            foreach ($c in 'a new password'.ToCharArray()) { $password.AppendChar($c) }
            $null = New-ClusterContainer half1 -Node pve1 -Template debian-12
            $found = [System.Collections.Generic.Dictionary[string, string]]::new()
            $found['hostname'] = 'old1'
            $found['net0'] = 'name=eth0,bridge=vmbr0,hwaddr=BC:24:11:0D:00:01,ip=10.0.0.50/24'
            $null = $simulator.Server.AddContainer(150, 'pve1', $found, $true)
            $simulator.Server.SetConfig(101, 'onboot', '1')
            $last = (Get-ClusterAuditEvent -First 1).Id
            """, new { folder = _session.Folder }).Succeeded();
        DatabaseDump.Execute(_session.Database, "UPDATE Containers SET status = 'creating' WHERE hostname = 'half1'");
    }

    /// <summary>Gets a command for every cmdlet that changes a row, with what it has to tell.</summary>
    public static TheoryData<string, string[]> Commands => new()
    {
        { "Add-ClusterGroupMember developers -User bob", ["Create GroupMember bob in developers"] },
        { "Add-DnsService -Container web1 -Port 389 -ServiceName _ldap._tcp", ["Create Service dns _ldap._tcp"] },
        { "Add-HttpService -Container web1 -Port 80 -Domain example.com", ["Create Service http web1"] },
        { "Add-TransportService -Container web1 -Port 25 -Protocol tcp", ["Create Service tcp 2001"] },
        { "Approve-ClusterUser bob", ["Change User bob [status: pending -> active]"] },
        { "Import-ClusterCertificate example.com -Path $folder/example.pem", ["Create Certificate example.com"] },
        {
            "Import-ClusterNode $simulator.ApiUrl -Site dc1 -Credential $simulator.Credential -CertificateFingerprint $simulator.CertificateFingerprint",
            ["Create Container old1"]
        },
        { "Initialize-ClusterDatabase -RotateKey", ["Change Database cluster.db"] },
        { "Move-ClusterContainer web1 -Node pve2", ["Change Container web1 [nodeId: 1 -> 2]"] },
        { "New-ClusterContainer new1 -Node pve1 -NoProvision", ["Create Container new1"] },
        { "New-ClusterContainer new1 -Node pve1 -Template debian-12 -Start", ["Create Container new1", "Change Container new1 [status: creating -> running]"] },
        { "New-ClusterGroup operators -IsAdministrator", ["Create Group operators"] },
        { "New-ClusterNode pve3 -Site dc1", ["Create Node pve3"] },
        { "New-ClusterSite dc9 -InternalDomain n.internal -DhcpRange 10.9.0.10-10.9.0.20 -SubnetMask /24 -Gateway 10.9.0.1", ["Create Site dc9"] },
        { "New-ClusterUser erin -Sn Doe -Mail erin@example.com -Password $password", ["Create User erin", "Create GroupMember erin in ldapusers"] },
        { "New-ExternalDomain new.example -Site dc1", ["Create ExternalDomain new.example"] },
        { "New-SessionSecret", ["Create SessionSecret 3"] },
        { "Remove-ClusterContainer web1 -Force -Confirm:$false", ["Remove Container web1", "Remove Service tcp 2000"] },
        { "Remove-ClusterGroup developers -Force -Confirm:$false", ["Remove Group developers", "Remove GroupMember carol in developers"] },
        { "Remove-ClusterGroupMember developers -User carol -Confirm:$false", ["Remove GroupMember carol in developers"] },
        { "Remove-ClusterNode pve2 -Confirm:$false", ["Remove Node pve2"] },
        { "Remove-ClusterService (Get-ClusterService) -Confirm:$false", ["Remove Service dns _ldaps._tcp", "Remove Service http off1", "Remove Service tcp 2000"] },
        { "Remove-ClusterSite empty -Confirm:$false", ["Remove Site empty"] },
        {
            "Remove-ClusterUser carol -Confirm:$false",
            ["Remove User carol", "Remove GroupMember carol in developers", "Remove GroupMember carol in ldapusers"]
        },
        { "Remove-ExternalDomain unused.example -Confirm:$false", ["Remove ExternalDomain unused.example"] },
        { "Remove-SessionSecret 1 -Confirm:$false", ["Remove SessionSecret 1"] },
        { "Repair-ClusterContainer half1", ["Change Container half1 [status: creating -> stopped]"] },
        { "Restart-ClusterContainer off1", ["Change Container off1 [status: stopped -> running]"] },
        { "Restore-ClusterSnapshot web1 before -Confirm:$false", ["Change Container web1 [status: running -> stopped]"] },
        { "Resume-ClusterUser dave", ["Change User dave [status: suspended -> active]"] },
        { "Set-ClusterContainer web1 -Memory 1024 -NewHostname other", ["Change Container other [hostname: web1 -> other, memory: 512 -> 1024]"] },
        { "Set-ClusterGroup developers -NewCn engineers", ["Change Group engineers [cn: developers -> engineers]"] },
        { "Set-ClusterNode pve1 -Credential $simulator.Credential", ["Change Node pve1 [apiTokenSecretOrPassword: (secret) -> (new secret)]"] },
        { "Set-ClusterSite dc1 -NewName other -DnsForwarders 9.9.9.9", ["Change Site other [dnsForwarders: 9.9.9.9, name: dc1 -> other]"] },
        { "Set-ClusterUser alice -Mail a.smith@example.com", ["Change User alice [mail: alice@example.com -> a.smith@example.com]"] },
        { "Set-ClusterUserPassword alice -Password $password", ["Change User alice [userPassword: (new secret)]"] },
        { "Set-DnsService (Get-ClusterService -Type Dns) -Port 637", ["Change Service dns _ldaps._tcp [containerPort: 636 -> 637]"] },
        { "Set-HttpService (Get-ClusterService -Type Http) -Hostname other", ["Change Service http other [externalHostname: off1 -> other]"] },
        { "Set-TransportService (Get-ClusterService -Type Transport) -UseTls", ["Change Service tcp 2000 [useTls: false -> true]"] },
        { "Set-ExternalDomain example.com -AcmeEmail admin@example.com", ["Change ExternalDomain example.com [acmeEmail: admin@example.com]"] },
        { "Start-ClusterContainer off1", ["Change Container off1 [status: stopped -> running]"] },
        { "Stop-ClusterContainer web1 -Force", ["Change Container web1 [status: running -> stopped]"] },
        { "Sync-ClusterContainer -Force", ["Change Container off1 [onBoot: false -> true]"] },
        { "Suspend-ClusterUser carol", ["Change User carol [status: active -> suspended]"] },
    };

    public void Dispose() => _session.Dispose();

    [Theory]
    [MemberData(nameof(Commands))]
    public void Who_did_what_is_told(string command, string[] expected)
    {
        var before = DateTime.UtcNow.AddMilliseconds(-1);
        _session.Invoke(command).Succeeded();

        var events = Since();

        Assert.Equal(expected.Order(StringComparer.Ordinal), events.Select(Describe).Order(StringComparer.Ordinal));
        Assert.All(events, told =>
        {
            Assert.Equal(command.Split(' ')[0], told.Text("Command"));
            Assert.Equal((Environment.UserName, Environment.MachineName), (told.Text("UserName"), told.Text("Host")));
            Assert.Equal(Environment.ProcessId, told.Number("ProcessId"));
            Assert.InRange((DateTime)told.Value("OccurredAt")!, before, DateTime.UtcNow);
        });
    }

    [Fact]
    public void Every_changing_cmdlet_has_a_case()
    {
        // What starts and stops a simulator, reads a backup or changes what Proxmox alone keeps changes no row; what brings a whole
        // database is tested with that.
        string[] rowless =
        [
            "Backup-ClusterContainer", "New-ClusterSnapshot", "Remove-ClusterSnapshot", "Save-ClusterTemplate",
            "Start-ClusterSimulator", "Stop-ClusterSimulator", "Backup-ClusterDatabase", "Copy-ClusterDatabase", "Import-ClusterDatabase", "Restore-ClusterDatabase",
            "Export-ClusterConfiguration", "Publish-ClusterConfiguration",
        ];
        var changing = _session.Invoke("Get-Command -Module ClusterManagement").Objects
            .Select(item => (CmdletInfo)item.BaseObject)
            .Where(cmdlet => cmdlet.ImplementingType.GetCustomAttributes(typeof(CmdletAttribute), inherit: false)
                .Cast<CmdletAttribute>().Single().SupportsShouldProcess)
            .Select(cmdlet => cmdlet.Name).Except(rowless);

        Assert.Equal(
            changing.Order(StringComparer.Ordinal),
            Commands.Select(row => row.Data.Item1.Split(' ')[0]).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_kind_of_object_can_be_asked_for()
    {
        foreach (var command in Commands.Select(row => row.Data.Item1)) _session.Invoke(command);
        var kinds = _session.Invoke("Get-ClusterAuditEvent").Succeeded().Values("Resource").Distinct().ToList();

        Assert.Equal(["Certificate", "Container", "Database", "ExternalDomain", "Group", "GroupMember", "Node", "Service", "SessionSecret", "Site", "User"], kinds.Order(StringComparer.Ordinal));
        Assert.All(kinds, kind => Assert.All(
            _session.Invoke("Get-ClusterAuditEvent -Resource $kind", new { kind = kind!.ToUpperInvariant() }).Succeeded().Objects,
            told => Assert.Equal(kind, told.Text("Resource"))));
    }

    [Theory]
    [InlineData("Set-ClusterSite dc1 -NewName other", "UPDATE ON Sites")]
    [InlineData("Set-ClusterSite dc1 -NewName other", "INSERT ON AuditEvents")]
    [InlineData("New-ClusterNode pve9 -Site dc1", "INSERT ON AuditEvents")]
    [InlineData("Remove-ExternalDomain unused.example -Confirm:$false", "INSERT ON AuditEvents")]
    [InlineData("Remove-ExternalDomain unused.example -Confirm:$false", "DELETE ON ExternalDomains")]
    [InlineData("Initialize-ClusterDatabase -RotateKey", "INSERT ON AuditEvents")]
    [InlineData("Initialize-ClusterDatabase -RotateKey", "UPDATE ON Nodes")]
    public void A_change_and_its_event_fail_together(string command, string refused)
    {
        DatabaseDump.Execute(_session.Database, $"CREATE TRIGGER refuse AFTER {refused} BEGIN SELECT RAISE(ABORT, 'not today'); END");
        var before = DatabaseDump.Read(_session.Database);

        Assert.Contains("not today", Assert.Single(_session.Invoke(command).Errors).Exception.ToString(), StringComparison.Ordinal);

        Assert.Equal(before, DatabaseDump.Read(_session.Database));
    }

    [Fact]
    public void What_is_refused_is_not_told()
    {
        Assert.Equal(["InvalidValue"], _session.Invoke("Set-ClusterSite dc1 -Gateway nonsense").ErrorIds);
        Assert.Equal(["SiteInUse"], _session.Invoke("Remove-ClusterSite dc1 -Confirm:$false").ErrorIds);

        Assert.Empty(Since());
    }

    private static string Describe(PSObject told)
    {
        var changes = told.Text("Action") == "Change" && told.Text("Resource") != "Database"
            ? $" [{string.Join(", ", ((IEnumerable<object>)told.Value("Changes")!).Select(change => change.ToString()))}]"
            : string.Empty;
        return string.Create(CultureInfo.InvariantCulture, $"{told.Text("Action")} {told.Text("Resource")} {told.Text("Name")}{changes}");
    }

    private IReadOnlyList<PSObject> Since() => _session.Invoke("Get-ClusterAuditEvent | Where-Object Id -GT $last").Succeeded().Objects;
}
