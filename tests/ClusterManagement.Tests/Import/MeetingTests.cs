using ClusterManagement.Tests.Support;
using Xunit;

namespace ClusterManagement.Tests.Import;

/// <summary>An import into a database that holds something already: nothing of it is changed, and nothing is mixed up with it.</summary>
public sealed class MeetingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_here_and_different_is_refused_with_the_difference_and_what_is_new_below_it()
    {
        await using var lab = await ImportLab.StartAsync();
        await MakeSiteAsync(lab, "DC1", gateway: "10.0.0.2");

        var report = await ReasonsAsync(lab);

        Assert.Equal(
            "it is here already, and different: name is 'DC1' here and 'dc1' there, gateway is '10.0.0.2' here and '10.0.0.1' there, dnsForwarders is '' here and '1.1.1.1,8.8.8.8' there",
            report["Site dc1"]);
        Assert.Equal("its site dc1 was refused", report["Node pve1"]);
        Assert.Equal("its node pve1 was refused", report["Container web1"]);
        Assert.Equal("its container web1 was refused", report["Service tcp 2201 of web1"]);
        Assert.Equal(["PVE3"], (await lab.Target.RowsAsync("SELECT [name] FROM [Nodes]")).Select(row => row[0]));

        // The host name that the refused one leaves free is the next one's there.
        Assert.Equal(["app1 | PVE3", "web1 | PVE3"], await lab.RowsAsync(
            "SELECT [hostname], [n].[name] FROM [Containers] AS [c] JOIN [Nodes] AS [n] ON [n].[id] = [c].[nodeId] ORDER BY [hostname]"));
    }

    [Fact]
    public async Task What_was_changed_here_stays_and_is_recognised_below()
    {
        await using var lab = await ImportLab.StartAsync();
        await lab.ImportAsync();
        var context = new RecordingContext();
        await lab.Session.Sites.UpdateAsync(new SiteIdentity("dc1"), new SiteChanges { Gateway = "10.0.0.3" }, context);
        await lab.Session.Nodes.UpdateAsync(new NodeIdentity("pve2"), new NodeChanges { ApiTokenSecretOrPassword = new SecretText("changed") }, context);
        await lab.Session.Users.SetPasswordAsync(new UserIdentity("alice"), new SecretText("another password"), context);
        await lab.Source.ExecuteAsync("""
            INSERT INTO [Containers] ([id], [hostname], [username], [containerId], [macAddress], [ipv4Address], [nodeId], [createdAt], [updatedAt])
            VALUES (20, 'late', 'bob', 120, 'BC:24:11:00:00:20', '10.1.0.120', 3, '2026-02-01', '2026-02-01'), (21, 'later', 'bob', 121, 'BC:24:11:00:00:21', '10.0.0.121', 1, '2026-02-01', '2026-02-01');
            """);

        var report = await lab.ImportAsync();

        var reasons = report.GroupBy(result => $"{result.Kind} {result.Name}").ToDictionary(group => group.Key, group => group.First());
        Assert.Equal("it is here already, and different: gateway is '10.0.0.3' here and '10.0.0.1' there", reasons["Site dc1"].Reason);
        Assert.Equal("it is here already, and different: the secret", reasons["Node pve2"].Reason);
        Assert.Equal("it is here already, and different: the password", reasons["User alice"].Reason);
        Assert.Equal(ImportOutcome.Present, reasons["Node pve1"].Outcome);
        Assert.Equal(ImportOutcome.Present, reasons["Container DB1"].Outcome);
        Assert.Equal(ImportOutcome.Present, reasons["GroupMember alice in sysadmins"].Outcome);
        Assert.Equal(ImportOutcome.Adapted, reasons["Container late"].Outcome);

        // Its node is what it was, so what is new on it can be taken, whatever became of the site.
        Assert.Equal(ImportOutcome.Adapted, reasons["Container later"].Outcome);
        Assert.Equal("10.0.0.3", await lab.Target.ScalarAsync("SELECT [gateway] FROM [Sites] WHERE [name] = 'dc1'"));
        Assert.True(await lab.Session.Users.TestCredentialAsync("alice", new SecretText("another password"), context));
    }

    [Fact]
    public async Task Values_that_objects_here_have_are_not_taken_twice()
    {
        await using var lab = await ImportLab.StartAsync();
        var context = new RecordingContext();
        await MakeSiteAsync(lab, "other");
        await lab.Session.Nodes.CreateAsync(new NodeDraft { Name = "node1", Site = new SiteIdentity("other"), Ipv4Address = "10.0.0.101" }, context);
        await lab.Session.Containers.CreateAsync(
            new ContainerDraft { Name = "mine", Node = new NodeIdentity("node1"), MacAddress = "BC:24:11:00:00:02", Ipv4Address = "10.0.0.150", NoProvision = true }, context);
        await lab.Session.Services.AddTransportAsync(new ContainerIdentity("mine"), new TransportServiceDraft(53, TransportProtocol.Udp, 2053), context);
        await lab.Session.Users.CreateAsync(new UserDraft { Username = "owner", Sn = "Owner", Mail = "bob@example.com" }, context);

        var report = await ReasonsAsync(lab);

        Assert.Equal("the address 10.0.0.101 belongs to node node1 here", report["Container web1"]);
        Assert.Equal("the MAC address BC:24:11:00:00:02 belongs to container mine here", report["Container DB1"]);
        Assert.Equal(
            "it is here already, and different: container is 'mine' here and 'app1' there", report["Service udp 2053 of app1"]);
        Assert.Equal("uidNumber 2000 belongs to user owner here, and another one would not own the files it has", report["User alice"]);
        Assert.Equal("its user alice was refused", report["GroupMember alice in sysadmins"]);
        Assert.Equal("the mail address bob@example.com belongs to user owner here", report["User bob"]);
        Assert.Equal(["owner"], (await lab.Session.Users.FindAsync(new UserFilter { Group = new GroupIdentity("sysadmins") }, Token).ToListAsync(Token)).Select(user => user.Username));
    }

    [Fact]
    public async Task Who_was_removed_or_lost_a_group_here_does_not_come_back()
    {
        await using var lab = await ImportLab.StartAsync();
        await lab.ImportAsync();
        var context = new RecordingContext();
        await lab.Session.Groups.RemoveMemberAsync(new GroupIdentity("sysadmins"), new UserIdentity("alice"), force: true, context);
        await lab.Session.Users.RemoveAsync(new UserIdentity("bob"), force: true, context);
        await lab.Session.Groups.RemoveAsync(new GroupIdentity("operators"), force: true, context);

        var report = await ReasonsAsync(lab);

        Assert.Equal("user alice was here before, without it; if it is wanted: Add-ClusterGroupMember sysadmins -User alice", report["GroupMember alice in sysadmins"]);
        Assert.Equal("uidNumber 2001 belonged to one that was removed here, and another one would not own the files it has", report["User bob"]);
        Assert.Equal("its user bob was refused", report["GroupMember bob in ldapusers"]);
        Assert.Equal(["alice", "carol", "dave"], (await lab.Session.Users.FindAsync(new UserFilter(), Token).ToListAsync(Token)).Select(user => user.Username));
        Assert.Equal(2008, Convert.ToInt32(await lab.Target.ScalarAsync("SELECT [gidNumber] FROM [Groups] WHERE [cn] = 'operators'"), null));
        Assert.Equal(0, Convert.ToInt32(await lab.Target.ScalarAsync(
            "SELECT count(*) FROM [UserGroups] AS [m] JOIN [Groups] AS [g] ON [g].[gidNumber] = [m].[gidNumber] WHERE [isAdministrator]"), null));
    }

    [Fact]
    public async Task Session_secrets_come_after_those_that_are_here()
    {
        await using var lab = await ImportLab.StartAsync();
        await lab.Session.SessionSecrets.CreateAsync(new SessionSecretDraft { Secret = new SecretText("0123456789abcdef0123456789abcdef") }, new RecordingContext());

        var report = (await lab.ImportAsync()).Where(result => result.Kind == ImportKind.SessionSecret).Select(ImportLab.Line);

        Assert.Equal(
            [
                "Refused SessionSecret 2: secret '(hidden)' is not valid. Allowed: 32 to 64 printable ASCII characters without blanks",
                "Present SessionSecret 3",
                "Adapted SessionSecret 1: it comes after those that are here, and the last one signs",
            ],
            report);
    }

    [Fact]
    public async Task A_domain_without_a_site_belongs_to_the_only_one()
    {
        await using var lab = await ImportLab.StartAsync("head", withRows: false);
        await lab.Source.ExecuteAsync("""
            INSERT INTO [Sites] ([id], [name], [internalDomain], [dhcpRange], [subnetMask], [gateway], [createdAt], [updatedAt])
            VALUES (7, 'only', 'only.internal', '10.0.0.100-10.0.0.200', '255.255.255.0', '10.0.0.1', '2026-01-10', '2026-01-10');
            INSERT INTO [ExternalDomains] ([id], [name], [siteId], [createdAt], [updatedAt]) VALUES (1, 'anywhere.example', NULL, '2026-01-10', '2026-01-10');
            """);

        Assert.Equal(
            ["Taken Site only", "Adapted ExternalDomain anywhere.example: it has no site there, and belongs to the only one, only, here"],
            await lab.ReportAsync());
        Assert.Equal("Present ExternalDomain anywhere.example", (await lab.ReportAsync())[1]);
    }

    [Fact]
    public async Task Passwords_go_on_working_for_whom_they_may()
    {
        await using var lab = await ImportLab.StartAsync();
        await lab.ImportAsync();
        var context = new RecordingContext();
        Task<bool> SignInAsync(string name, string password) => lab.Session.Users.TestCredentialAsync(name, new SecretText(password), context);

        Assert.True(await SignInAsync("alice", SourceScript.AlicePassword));
        Assert.False(await SignInAsync("alice", SourceScript.AlicePassword + "r"));
        Assert.False(await SignInAsync("bob", SourceScript.BobPassword));
        Assert.False(await SignInAsync("Carol", SourceScript.CarolPassword));
        Assert.False(await SignInAsync("dave", "password"));

        await lab.Session.Users.ChangeStatusAsync(new UserIdentity("bob"), UserStatusChange.Approve, force: false, context);
        await lab.Session.Users.ChangeStatusAsync(new UserIdentity("carol"), UserStatusChange.Resume, force: false, context);
        Assert.True(await SignInAsync("bob", SourceScript.BobPassword));
        Assert.True(await SignInAsync("Carol", SourceScript.CarolPassword));
        Assert.Equal(SourceScript.AliceHash, await lab.Target.ScalarAsync("SELECT [userPassword] FROM [Users] WHERE [username] = 'alice'"));
    }

    private static Task MakeSiteAsync(ImportLab lab, string name, string gateway = "10.0.0.1") => lab.Session.Sites.CreateAsync(
        new SiteDraft { Name = name, InternalDomain = "cluster.internal", DhcpRange = "10.0.0.100-10.0.0.200", SubnetMask = "255.255.255.0", Gateway = gateway },
        new RecordingContext());

    private static async Task<Dictionary<string, string?>> ReasonsAsync(ImportLab lab) =>
        (await lab.ImportAsync()).GroupBy(result => $"{result.Kind} {result.Name}").ToDictionary(group => group.Key, group => group.First().Reason);
}
