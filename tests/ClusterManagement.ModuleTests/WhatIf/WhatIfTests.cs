using System.Management.Automation;
using ClusterManagement.ModuleTests.Sessions;
using ClusterManagement.Tests.Import;

namespace ClusterManagement.ModuleTests.WhatIf;

/// <summary>-WhatIf changes neither a row nor the cluster: no row, no file, no request.</summary>
public sealed class WhatIfTests : IDisposable
{
    // They have to look at Proxmox to tell what they would do.
    private static readonly string[] Reading = ["Import-ClusterNode", "Repair-ClusterContainer", "Sync-ClusterContainer"];

    private static readonly string[] Reports =
        ["ClusterManagement.ImportResult", "ClusterManagement.DiscoveredObject", "ClusterManagement.ContainerDrift", "ClusterManagement.RepairResult"];

    private readonly ClusterSession _session = new();

    public WhatIfTests()
    {
        _session.Invoke("""
            $null = New-ClusterContainer web1 -Node pve1 -Template debian-12 -Start
            $null = New-ClusterContainer off1 -Node pve1 -Template debian-12
            $null = New-ClusterSnapshot web1 before
            $null = Add-TransportService -Container web1 -Port 22 -Protocol tcp
            $null = Add-HttpService -Container off1 -Port 8080 -Domain example.com
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
            $unmade = "$folder/unmade.db"
            $backup = (Backup-ClusterDatabase "$folder/backup.db").Path
            """, new { folder = _session.Folder }).Succeeded();
        DatabaseDump.Execute(Path.Combine(_session.Folder, "opensource-server.db"), SourceScript.Schema("seed", "sqlite") + SourceScript.Rows("seed", "sqlite"));
        PemFile.Write(Path.Combine(_session.Folder, "example.pem"), "example.com");
        _session.Server.ClearRequests();
    }

    /// <summary>Gets a command for every cmdlet that changes something.</summary>
    public static TheoryData<string> Commands =>
    [
        "Add-ClusterGroupMember developers -User bob",
        "Add-DnsService -Container web1 -Port 389 -ServiceName _ldap._tcp",
        "Add-HttpService -Container web1 -Port 80 -Domain example.com",
        "Add-TransportService -Container web1 -Port 25 -Protocol tcp",
        "Approve-ClusterUser bob",
        "Backup-ClusterContainer web1",
        "Backup-ClusterDatabase $unmade",
        "Backup-ClusterDatabase $backup -Force",
        "Copy-ClusterDatabase (Get-ClusterDatabase) $unmade",
        "Copy-ClusterDatabase $backup (Get-ClusterDatabase) -Force",
        "Export-ClusterConfiguration dc1 -Path $folder/edge",
        "Import-ClusterCertificate example.com -Path $folder/example.pem",
        "Import-ClusterDatabase $folder/opensource-server.db",
        "Import-ClusterNode $simulator.ApiUrl -Site dc1 -Credential $simulator.Credential -CertificateFingerprint $simulator.CertificateFingerprint",
        "Initialize-ClusterDatabase -Database $unmade",
        "Move-ClusterContainer web1 -Node pve2",
        "New-ClusterContainer new1 -Node pve1 -Backup local:backup/vzdump-lxc-100-2026_01_31-12_00_00.tar.zst",
        "New-ClusterContainer new1 -Node pve1 -Clone off1",
        "New-ClusterContainer new1 -Node pve1 -NoProvision",
        "New-ClusterContainer new1 -Node pve1 -Template debian-12 -Start",
        "New-ClusterGroup operators -IsAdministrator",
        "New-ClusterNode pve3 -Site dc1 -ApiUrl $simulator.ApiUrl -Credential $simulator.Credential",
        "New-ClusterSite dc9 -InternalDomain n.internal -DhcpRange 10.9.0.10-10.9.0.20 -SubnetMask /24 -Gateway 10.9.0.1",
        "New-ClusterSnapshot web1 after",
        "New-ClusterUser erin -Sn Doe -Mail erin@example.com -Password $password",
        "New-ExternalDomain new.example -Site dc1",
        "New-SessionSecret",
        "Publish-ClusterConfiguration dc1 -Path $folder/edge",
        "Publish-ClusterConfiguration dc1 -Path $folder/edge -Watch",
        "Remove-ClusterContainer off1",
        "Remove-ClusterContainer web1 -Force",
        "Remove-ClusterContainer *",
        "Remove-ClusterGroup developers -Force",
        "Remove-ClusterGroupMember developers -User carol",
        "Remove-ClusterNode pve2",
        "Remove-ClusterService (Get-ClusterService)",
        "Remove-ClusterSite empty",
        "Remove-ClusterSnapshot web1 before",
        "Remove-ClusterUser alice -Force",
        "Remove-ClusterUser *o*",
        "Remove-SessionSecret 1",
        "Remove-SessionSecret -OlderThan 0",
        "Remove-ExternalDomain unused.example",
        "Repair-ClusterContainer -RemoveOrphan",
        "Restart-ClusterContainer web1",
        "Restore-ClusterSnapshot web1 before -Start",
        "Restore-ClusterDatabase $backup",
        "Restore-ClusterDatabase $backup -Database $unmade",
        "Resume-ClusterUser dave",
        "Save-ClusterTemplate debian-13 -Node pve1",
        "Save-ClusterTemplate -Reference docker.io/library/nginx:alpine -Node pve1",
        "Set-ClusterContainer web1 -Memory 1024 -NewHostname other",
        "Set-ClusterContainer web1 -Disk 20 -VlanTag 7 -Ipv4Address 10.0.0.150 -Environment @{ A = 1 } -Restart",
        "Set-ClusterGroup developers -NewCn engineers -IsAdministrator",
        "Set-ClusterNode pve1 -ApiUrl https://elsewhere:8006 -Credential $simulator.Credential",
        "Set-ClusterSite dc1 -NewName other -DhcpRange 10.0.0.50-10.0.0.60",
        "Set-ClusterUser alice -Cn 'Alice Smith' -Mail a.smith@example.com",
        "Set-ClusterUserPassword alice -Password $password",
        "Set-DnsService (Get-ClusterService -Type Dns) -Port 636",
        "Set-HttpService (Get-ClusterService -Type Http) -Hostname other",
        "Set-TransportService (Get-ClusterService -Type Transport) -ExternalPort 4000",
        "Set-ExternalDomain example.com -AcmeEmail admin@example.com",
        "Start-ClusterContainer off1",
        "Start-ClusterSimulator",
        "Stop-ClusterContainer web1 -Force",
        "Stop-ClusterSimulator $simulator",
        "Suspend-ClusterUser carol",
        "Sync-ClusterContainer -Force",
    ];

    private int Writes => ((IEnumerable<object>)_session.Server.Requests).Count(request => (string)((dynamic)request).Method != "GET");

    public void Dispose() => _session.Dispose();

    [Theory]
    [MemberData(nameof(Commands))]
    public void Nothing_changes(string command)
    {
        var before = DatabaseDump.Read(_session.Database);
        var backup = DatabaseDump.Read(Path.Combine(_session.Folder, "backup.db"));
        var files = Files();

        var result = _session.Invoke(command + " -WhatIf").Succeeded();

        Assert.Equal(before, DatabaseDump.Read(_session.Database));
        Assert.Equal(backup, DatabaseDump.Read(Path.Combine(_session.Folder, "backup.db")));
        Assert.Equal(0, Reading.Contains(command.Split(' ')[0]) ? Writes : _session.Requests);
        Assert.Equal(files, Files());

        // What looks around first reports what it would do; nothing else is made that could be shown.
        var objects = result.Objects.Where(item => !Reports.Contains(item.TypeNames[0]));
        Assert.DoesNotContain(objects, item => item.TypeNames.Any(name => name.StartsWith("ClusterManagement.", StringComparison.Ordinal)));
        Assert.True(_session.Invoke("Test-ClusterNode pve1").Single.BaseObject is true, "The simulator runs no more.");
    }

    [Fact]
    public void Every_changing_cmdlet_has_a_case()
    {
        var changing = _session.Invoke("Get-Command -Module ClusterManagement").Objects
            .Select(item => (CmdletInfo)item.BaseObject)
            .Where(cmdlet => cmdlet.ImplementingType.GetCustomAttributes(typeof(CmdletAttribute), inherit: false)
                .Cast<CmdletAttribute>().Single().SupportsShouldProcess)
            .Select(cmdlet => cmdlet.Name);

        Assert.Equal(
            changing.Order(StringComparer.Ordinal),
            Commands.Select(row => row.Data.Split(' ')[0]).Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Remove-ClusterNode pve1 -WhatIf", "NodeInUse")]
    [InlineData("Remove-ClusterSite dc1 -WhatIf", "SiteInUse")]
    [InlineData("Remove-ClusterSite nope -WhatIf", "SiteNotFound")]
    [InlineData("New-ClusterContainer web1 -Node pve1 -Template debian-12 -WhatIf", "ContainerAlreadyExists")]
    [InlineData("New-ClusterContainer new1 -Node nope -Template debian-12 -WhatIf", "NodeNotFound")]
    [InlineData("Add-TransportService -Container web1 -Port 22 -Protocol tcp -ExternalPort 2000 -WhatIf", "ServiceAlreadyExists")]
    [InlineData("Add-HttpService -Container web1 -Port 0 -Domain example.com -WhatIf", "InvalidValue")]
    [InlineData("Set-ClusterContainer web1 -Memory 1 -WhatIf", "InvalidValue")]
    [InlineData("Set-ClusterContainer web1 -Disk 2 -WhatIf", "InvalidValue")]
    [InlineData("Set-ClusterContainer web1 -VlanTag 5000 -WhatIf", "InvalidValue")]
    [InlineData("Move-ClusterContainer web1 -Node pve1 -WhatIf", "InvalidValue")]
    [InlineData("Move-ClusterContainer web1 -Node nope -WhatIf", "NodeNotFound")]
    [InlineData("New-ClusterSnapshot web1 x -WhatIf", "InvalidValue")]
    [InlineData("New-ClusterContainer new1 -Node pve1 -Clone nope -WhatIf", "ContainerNotFound")]
    [InlineData("New-ClusterContainer new1 -Node pve1 -Backup nope -WhatIf", "InvalidValue")]
    [InlineData("Save-ClusterTemplate -Reference nginx -Node pve1 -WhatIf", "InvalidValue")]
    [InlineData("Remove-ClusterUser alice -WhatIf", "LastAdministrator")]
    [InlineData("Suspend-ClusterUser alice -WhatIf", "LastAdministrator")]
    [InlineData("Remove-ClusterGroupMember sysadmins alice -WhatIf", "LastAdministrator")]
    [InlineData("Set-ClusterGroup sysadmins -IsAdministrator:$false -WhatIf", "LastAdministrator")]
    [InlineData("Approve-ClusterUser dave -WhatIf", "UserInUse")]
    [InlineData("Remove-ClusterGroup developers -WhatIf", "GroupInUse")]
    [InlineData("Add-ClusterGroupMember developers carol -WhatIf", "GroupMemberAlreadyExists")]
    [InlineData("New-ClusterUser alice -Sn Doe -Mail other@example.com -WhatIf", "UserAlreadyExists")]
    [InlineData("Set-ClusterUserPassword alice -Password ([securestring]::new()) -WhatIf", "InvalidValue")]
    [InlineData("Remove-SessionSecret 2 -WhatIf", "SessionSecretInUse")]
    public void What_would_fail_fails(string command, string id)
    {
        var before = DatabaseDump.Read(_session.Database);

        Assert.Equal([id], _session.Invoke(command).ErrorIds);

        Assert.Equal(before, DatabaseDump.Read(_session.Database));
        Assert.Equal(0, _session.Requests);
    }

    [Fact]
    public void A_chain_goes_on_with_what_exists()
    {
        var container = _session.Invoke(
            "Get-ClusterContainer web1 | Add-HttpService -Port 80 -Domain example.com -PassThru -WhatIf | Add-TransportService -Port 25 -Protocol tcp -PassThru -WhatIf").Single;

        Assert.Equal(["tcp/2000"], ((IEnumerable<object>)container.Value("Services")!).Select(service => service.ToString()));
    }

    // SQLite keeps its log beside the database while that is open.
    private IEnumerable<string> Files() => Directory.GetFileSystemEntries(_session.Folder, "*", SearchOption.AllDirectories)
        .Where(path => !path.EndsWith("-wal", StringComparison.Ordinal) && !path.EndsWith("-shm", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
}
