using System.Management.Automation;
using ClusterManagement.ModuleTests.Sessions;

namespace ClusterManagement.ModuleTests.Commands;

/// <summary>The cmdlets of groups and their members.</summary>
public sealed class GroupTests : IDisposable
{
    private readonly ModuleSession _session = new();

    public GroupTests() => _session.Invoke("""
        $null = 'alice', 'bob', 'carol' | ForEach-Object { New-ClusterUser $_ -Sn Doe -Mail "$_@example.com" }
        """).Succeeded();

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("Get-ClusterGroup", "administrators ldapusers sysadmins")]
    [InlineData("Get-ClusterGroup SYSADMINS", "sysadmins")]
    [InlineData("Get-ClusterGroup *admin*", "administrators sysadmins")]
    [InlineData("'ldapusers', 's*' | Get-ClusterGroup", "ldapusers sysadmins")]
    [InlineData("Get-ClusterGroupMember sysadmins | Get-ClusterGroup", "sysadmins")]
    [InlineData("Get-ClusterGroup -Name nothing*", "")]
    [InlineData("Get-ClusterGroup -User alice", "ldapusers sysadmins")]
    [InlineData("Get-ClusterGroup -User 2001", "ldapusers")]
    [InlineData("Get-ClusterGroup *admin* -User ALICE", "sysadmins")]
    [InlineData("Get-ClusterUser alice, bob | Get-ClusterGroup", "ldapusers sysadmins ldapusers")]
    [InlineData("[pscustomobject]@{ Group = 'ldapusers' }, [pscustomobject]@{ Name = 's*' } | Get-ClusterGroup", "ldapusers sysadmins")]
    public void Groups_are_found(string script, string expected) =>
        Assert.Equal(expected, string.Join(' ', _session.Invoke(script).Succeeded().Values("Cn")));

    [Fact]
    public void A_group_is_made_renamed_and_removed()
    {
        var made = _session.Invoke("New-ClusterGroup developers").Single;
        Assert.Equal(("developers", 2003, "False", 0), (made.Text("Cn"), made.Number("GidNumber"), made.Text("IsAdministrator"), made.Number("Members")));

        var changed = _session.Invoke("'developers' | Set-ClusterGroup -NewCn devs -IsAdministrator -PassThru").Single;
        Assert.Equal(("devs", 2003, "True"), (changed.Text("Cn"), changed.Number("GidNumber"), changed.Text("IsAdministrator")));
        Assert.Equal("False", _session.Invoke("Set-ClusterGroup 2003 -IsAdministrator:$false -PassThru").Single.Text("IsAdministrator"));

        Assert.Empty(_session.Invoke("Get-ClusterGroup devs | Remove-ClusterGroup -Confirm:$false").Succeeded().Objects);
        _session.Invoke("Get-ClusterGroup devs").FailedWith("GroupNotFound", ErrorCategory.ObjectNotFound);
        Assert.Equal(2004, _session.Invoke("New-ClusterGroup devs").Single.Number("GidNumber"));
    }

    [Fact]
    public void Rows_of_a_table_become_groups()
    {
        var groups = _session.Invoke("""
            [pscustomobject]@{ Cn = 'one'; IsAdministrator = $true }, [pscustomobject]@{ Name = 'two' } | New-ClusterGroup
            """).Succeeded();
        Assert.Equal(["one", "two"], groups.Values("Cn"));
        Assert.Equal(["True", "False"], groups.Values("IsAdministrator"));
    }

    [Theory]
    [InlineData("New-ClusterGroup sysadmins", "GroupAlreadyExists", ErrorCategory.ResourceExists)]
    [InlineData("New-ClusterGroup Developers", "InvalidValue", ErrorCategory.InvalidArgument)]
    [InlineData("Remove-ClusterGroup ldapusers -Force -Confirm:$false", "GroupInUse", ErrorCategory.ResourceBusy)]
    [InlineData("Set-ClusterGroup sysadmins -NewCn other", "GroupInUse", ErrorCategory.ResourceBusy)]
    [InlineData("Set-ClusterGroup sysadmins -IsAdministrator:$false", "LastAdministrator", ErrorCategory.ResourceBusy)]
    [InlineData("Remove-ClusterGroupMember sysadmins alice -Confirm:$false", "LastAdministrator", ErrorCategory.ResourceBusy)]
    [InlineData("Remove-ClusterGroupMember sysadmins bob -Confirm:$false", "GroupMemberNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("Add-ClusterGroupMember sysadmins alice", "GroupMemberAlreadyExists", ErrorCategory.ResourceExists)]
    [InlineData("Add-ClusterGroupMember nothing alice", "GroupNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("Add-ClusterGroupMember sysadmins nobody", "UserNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("Get-ClusterGroup -User nobody", "UserNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("Get-ClusterGroupMember nothing", "GroupNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("Get-ClusterGroupMember sysadmins -User nobody", "UserNotFound", ErrorCategory.ObjectNotFound)]
    public void What_cannot_be_done_is_said(string script, string id, ErrorCategory category)
    {
        var before = DatabaseDump.Read(_session.Database);
        _session.Invoke(script).FailedWith(id, category);
        Assert.Equal(before, DatabaseDump.Read(_session.Database));
    }

    [Fact]
    public void Members_are_added_from_the_pipeline_and_emitted()
    {
        var members = _session.Invoke("Get-ClusterUser bob, carol | Add-ClusterGroupMember sysadmins").Succeeded();
        Assert.Equal(["bob", "carol"], members.Values("User"));
        Assert.All(members.Objects, member => Assert.Equal(("ClusterManagement.GroupMember", "sysadmins", 2001), (member.TypeNames[0], member.Text("Group"), member.Number("GidNumber"))));
        Assert.Equal(["alice", "bob", "carol"], _session.Invoke("Get-ClusterGroupMember sysadmins").Values("User"));

        var rows = _session.Invoke("""
            [pscustomobject]@{ Group = 'administrators'; User = 'bob' }, [pscustomobject]@{ Group = 'administrators'; Username = 'carol' } | Add-ClusterGroupMember
            """).Succeeded();
        Assert.Equal(["2001", "2002"], rows.Values("UidNumber"));
    }

    [Theory]
    [InlineData("Get-ClusterGroupMember", "administrators/bob ldapusers/alice ldapusers/bob ldapusers/carol sysadmins/alice")]
    [InlineData("Get-ClusterGroupMember *admin*", "administrators/bob sysadmins/alice")]
    [InlineData("Get-ClusterGroupMember 2002", "administrators/bob")]
    [InlineData("Get-ClusterGroup sysadmins | Get-ClusterGroupMember", "sysadmins/alice")]
    [InlineData("Get-ClusterUser bob | Get-ClusterGroupMember", "administrators/bob ldapusers/bob")]
    [InlineData("Get-ClusterGroupMember -User bob", "administrators/bob ldapusers/bob")]
    [InlineData("Get-ClusterGroupMember ldapusers -User CAROL", "ldapusers/carol")]
    [InlineData("Get-ClusterGroupMember sysadmins -User carol", "")]
    public void Memberships_are_found(string script, string expected)
    {
        _session.Invoke("$null = Add-ClusterGroupMember administrators bob").Succeeded();
        Assert.Equal(expected, string.Join(' ', _session.Invoke(script).Succeeded().Objects.Select(member => $"{member.Text("Group")}/{member.Text("User")}")));
    }

    [Theory]
    [InlineData("Get-ClusterGroupMember administrators | Remove-ClusterGroupMember -Confirm:$false", "")]
    [InlineData("Remove-ClusterGroupMember administrators -User bob, carol -Confirm:$false", "")]
    [InlineData("Remove-ClusterGroupMember administrators c* -Confirm:$false", "bob")]
    [InlineData("'bob' | Remove-ClusterGroupMember administrators -Confirm:$false", "carol")]
    [InlineData("Remove-ClusterGroupMember administrators a* -Confirm:$false", "bob carol")]
    public void Members_are_removed(string script, string left)
    {
        _session.Invoke("$null = Add-ClusterGroupMember administrators bob, carol").Succeeded();
        Assert.Empty(_session.Invoke(script).Succeeded().Objects);
        Assert.Equal(left, string.Join(' ', _session.Invoke("Get-ClusterGroupMember administrators").Succeeded().Values("User")));
        Assert.Equal(3, _session.Invoke("Get-ClusterUser").Objects.Count);
    }

    [Fact]
    public void A_group_with_members_goes_by_force_only()
    {
        _session.Invoke("$null = New-ClusterGroup developers; $null = Add-ClusterGroupMember developers bob").Succeeded();
        var error = _session.Invoke("Remove-ClusterGroup developers -Confirm:$false").FailedWith("GroupInUse", ErrorCategory.ResourceBusy);
        Assert.Contains("bob", error.ToString(), StringComparison.Ordinal);
        _session.Invoke("Remove-ClusterGroup developers -Force -Confirm:$false").Succeeded();
        Assert.Equal(["ldapusers"], (IEnumerable<string>)_session.Invoke("Get-ClusterUser bob").Single.Value("Groups")!);
    }
}
