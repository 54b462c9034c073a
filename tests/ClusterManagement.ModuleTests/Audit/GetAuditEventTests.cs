using System.Management.Automation;
using System.Xml.Linq;
using ClusterManagement.ModuleTests.Sessions;

namespace ClusterManagement.ModuleTests.Audit;

/// <summary>Get-ClusterAuditEvent finds what it is asked for.</summary>
public sealed class GetAuditEventTests : IDisposable
{
    private readonly ModuleSession _session = new();

    public GetAuditEventTests() => _session.Invoke("""
        $null = New-ClusterSite dc1 -InternalDomain cluster.internal -DhcpRange 10.0.0.100-10.0.0.200 -SubnetMask /24 -Gateway 10.0.0.1
        $null = New-ClusterNode pve1 -Site dc1
        $null = 'web1', 'web2' | New-ClusterContainer -Node pve1 -NoProvision
        $null = Add-TransportService -Container web1 -Port 22 -Protocol tcp
        Set-ClusterContainer web1 -NewHostname app1
        Set-ClusterContainer web2 -NewHostname web1
        Remove-ClusterContainer web1 -NoProvision -Confirm:$false
        """).Succeeded();

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("", "Remove Container web1|Change Container web1|Change Container app1|Create Service tcp 2000|Create Container web2|Create Container web1|Create Node pve1|Create Site dc1")]
    [InlineData("-First 2", "Remove Container web1|Change Container web1")]
    [InlineData("web1", "Remove Container web1|Change Container web1|Create Container web1")]
    [InlineData("WEB?", "Remove Container web1|Change Container web1|Create Container web2|Create Container web1")]
    [InlineData("dc1, pve1", "Create Node pve1|Create Site dc1")]
    [InlineData("pve1, d* -First 1", "Create Node pve1")]
    [InlineData("-Resource site, Node", "Create Node pve1|Create Site dc1")]
    [InlineData("-Command Set-*", "Change Container web1|Change Container app1")]
    [InlineData("-Command new-clusternode", "Create Node pve1")]
    [InlineData("-Action Remove, Change -Name web*", "Remove Container web1|Change Container web1")]
    [InlineData("-UserName nobody-of-that-name", "")]
    [InlineData("-UserName * -First 1", "Remove Container web1")]
    [InlineData("-Name nothing-of-that-name", "")]
    public void Filters_narrow_and_the_newest_comes_first(string arguments, string expected) =>
        Assert.Equal(expected, Describe(_session.Invoke($"Get-ClusterAuditEvent {arguments}")));

    [Theory]
    [InlineData("Get-ClusterContainer app1", "Change Container app1|Create Container web1")]
    [InlineData("Get-ClusterService", "Create Service tcp 2000")]
    [InlineData("$null = New-ClusterGroup ops; Set-ClusterGroup ops -NewCn crew -PassThru", "Change Group crew|Create Group ops")]
    [InlineData("$null = New-ClusterUser ann -Sn Doe -Mail a@example.com; Get-ClusterUser ann", "Create User ann")]
    [InlineData("$null = New-ClusterUser ann -Sn Doe -Mail a@example.com; Get-ClusterGroupMember ldapusers", "Create GroupMember ann in ldapusers")]
    [InlineData("New-SessionSecret", "Create SessionSecret 1")]
    [InlineData("Get-ClusterNode; Get-ClusterSite", "Create Node pve1|Create Site dc1")]
    public void An_objects_events_are_found_whatever_its_name_was(string command, string expected) =>
        Assert.Equal(expected, Describe(_session.Invoke($"& {{ {command} }} | Get-ClusterAuditEvent")));

    [Fact]
    public void Rows_of_a_table_and_events_name_objects_too()
    {
        Assert.Equal("Create Site dc1", Describe(_session.Invoke("[pscustomobject]@{ Name = 'dc1'; Resource = 'Site' } | Get-ClusterAuditEvent")));
        Assert.Equal("Create Node pve1", Describe(_session.Invoke("Get-ClusterAuditEvent pve1 | Get-ClusterAuditEvent")));
    }

    [Fact]
    public void What_has_no_audit_trail_is_refused()
    {
        var job = "[ClusterManagement.Job]::new() | ForEach-Object { $_ }";

        _session.Invoke($"& {{ {job} }} | Get-ClusterAuditEvent").FailedWith("InvalidValue", ErrorCategory.InvalidArgument);
    }

    [Fact]
    public void Changes_can_be_worked_with()
    {
        var change = _session.Invoke("(Get-ClusterAuditEvent app1).Changes | Where-Object Field -EQ hostname").Single;

        Assert.Equal(("hostname", "web1", "app1"), (change.Text("Field"), change.Text("Before"), change.Text("After")));
        Assert.Equal("New-ClusterContainer: Create Container web2", _session.Invoke("Get-ClusterAuditEvent web2").Single.ToString());
    }

    [Fact]
    public void The_list_view_shows_everything()
    {
        var view = XDocument.Load(Path.Combine(Repository.Root, "ClusterManagement.Format.ps1xml")).Descendants("View")
            .Single(view => view.Element("Name")!.Value == "AuditEventDetails");
        var told = _session.Invoke("Get-ClusterAuditEvent app1").Single;

        var shown = view.Descendants("ListItem").ToDictionary(
            item => item.Element("Label")!.Value,
            item => item.Element("PropertyName") is { } property
                ? told.Text(property.Value)
                : _session.Invoke($"$told | ForEach-Object {{ {item.Element("ScriptBlock")!.Value} }}", new { told }).Single.ToString());

        Assert.Equal(["Id", "Time", "User", "From", "Command", "Action", "Object", "Changes"], shown.Keys);
        Assert.Equal((Environment.UserName, "Set-ClusterContainer", "Change"), (shown["User"], shown["Command"], shown["Action"]));
        Assert.Equal($"{Environment.MachineName}, process {Environment.ProcessId}", shown["From"]);
        Assert.Equal("Container app1 (1)", shown["Object"]);
        Assert.Equal("hostname: web1 -> app1", shown["Changes"]);
        Assert.Matches(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} [+-]\d\d:\d\d$", shown["Time"]);
    }

    [Fact]
    public void Events_of_the_future_are_none()
    {
        Assert.Empty(_session.Invoke("Get-ClusterAuditEvent -After ([datetime]::Now.AddDays(1))").Succeeded().Objects);
        Assert.Equal(8, _session.Invoke("Get-ClusterAuditEvent -Before ([datetime]::Now.AddDays(1)) -After ([datetime]::Now.AddDays(-1))").Succeeded().Objects.Count);
    }

    private static string Describe(Invocation result) =>
        string.Join('|', result.Succeeded().Objects.Select(told => $"{told.Text("Action")} {told.Text("Resource")} {told.Text("Name")}"));
}
