using ClusterManagement.Tests.Databases;
using ClusterManagement.Tests.Support;
using Xunit;

namespace ClusterManagement.Tests.Accounts;

/// <summary>A cluster with an administrator keeps one, whichever way it would lose it.</summary>
public sealed class LastAdministratorTests
{
    private static readonly UserIdentity Alice = new("alice");
    private static readonly UserIdentity Bob = new("bob");
    private static readonly GroupIdentity Sysadmins = new("sysadmins");
    private static readonly GroupIdentity Ops = new("ops");

    /// <summary>Every way to take the rights from alice, who has them through the group ops alone.</summary>
    private static readonly Dictionary<string, Func<AccountLab, bool, RecordingContext, Task>> Ways = new()
    {
        ["remove the user"] = (lab, force, context) => lab.Session.Users.RemoveAsync(Alice, force, context),
        ["suspend the user"] = (lab, force, context) => lab.Session.Users.ChangeStatusAsync(Alice, UserStatusChange.Suspend, force, context),
        ["remove the member"] = (lab, force, context) => lab.Session.Groups.RemoveMemberAsync(Ops, Alice, force, context),
        ["remove the group"] = (lab, force, context) => lab.Session.Groups.RemoveAsync(Ops, force, context),
        ["take the group's rights"] = (lab, force, context) =>
            lab.Session.Groups.UpdateAsync(Ops, new GroupChanges { IsAdministrator = false }, force, context),
    };

    public static TheoryData<DatabaseEngine, string> WaysOnEngines { get; } =
        new(from engine in TestDatabase.Engines from way in Ways.Keys select (engine.Data, way));

    [Theory]
    [MemberData(nameof(WaysOnEngines))]
    public async Task The_last_one_stays_unless_forced(DatabaseEngine engine, string way)
    {
        await using var lab = await StartAsync(engine);
        var context = new RecordingContext();
        var error = await Assert.ThrowsAsync<ClusterException>(() => Ways[way](lab, false, context));
        Assert.Equal(("LastAdministrator", ClusterErrorKind.InUse), (error.ErrorId, error.Kind));
        Assert.Contains("-Force", error.RecommendedAction, StringComparison.Ordinal);
        Assert.Empty(context.Lines);
        Assert.Equal(["alice"], await ActiveAdministratorsAsync(lab));

        await Ways[way](lab, true, context);
        Assert.Empty(await ActiveAdministratorsAsync(lab));
    }

    [Theory]
    [MemberData(nameof(WaysOnEngines))]
    public async Task One_of_two_may_go(DatabaseEngine engine, string way)
    {
        await using var lab = await StartAsync(engine);
        await lab.AdmitAsync("bob");
        await lab.Session.Groups.AddMemberAsync(new GroupIdentity("administrators"), Bob, lab.Context);
        if (way == "remove the group") await lab.Session.Groups.RemoveMemberAsync(Ops, Alice, force: false, lab.Context);
        await Ways[way](lab, false, lab.Context);
        Assert.Equal(["bob"], await ActiveAdministratorsAsync(lab));
    }

    [Theory]
    [EveryEngine(UserStatus.Pending)]
    [EveryEngine(UserStatus.Suspended)]
    public async Task One_who_cannot_sign_in_does_not_count(DatabaseEngine engine, UserStatus status)
    {
        await using var lab = await StartAsync(engine);
        await lab.AdmitAsync("bob");
        await lab.Session.Groups.AddMemberAsync(Sysadmins, Bob, lab.Context);
        await lab.Place.ExecuteAsync($"UPDATE [Users] SET [status] = '{status.ToString().ToLowerInvariant()}' WHERE [username] = 'bob'");
        var error = await Assert.ThrowsAsync<ClusterException>(() => lab.Session.Users.RemoveAsync(Alice, force: false, lab.Context));
        Assert.Equal("LastAdministrator", error.ErrorId);
    }

    [Theory]
    [EveryEngine]
    public async Task One_group_of_two_may_go(DatabaseEngine engine)
    {
        await using var lab = await StartAsync(engine);
        await lab.Session.Groups.AddMemberAsync(Sysadmins, Alice, lab.Context);
        await lab.Session.Groups.RemoveMemberAsync(Ops, Alice, force: false, lab.Context);
        Assert.Equal(["alice"], await ActiveAdministratorsAsync(lab));
    }

    [Theory]
    [EveryEngine]
    public async Task A_cluster_that_has_none_is_not_held_up(DatabaseEngine engine)
    {
        await using var lab = await StartAsync(engine);
        await lab.Session.Users.ChangeStatusAsync(Alice, UserStatusChange.Suspend, force: true, lab.Context);
        await lab.AdmitAsync("bob");
        await lab.Session.Users.RemoveAsync(Bob, force: false, lab.Context);
        await lab.Session.Users.RemoveAsync(Alice, force: false, lab.Context);
        Assert.Empty(await lab.UsersAsync());
    }

    [Theory]
    [EveryEngine]
    public async Task Two_administrators_who_remove_each_other_at_once_leave_one(DatabaseEngine engine)
    {
        for (var round = 0; round < 5; round++)
        {
            await using var lab = await StartAsync(engine);
            await lab.AdmitAsync("bob");
            await lab.Session.Groups.AddMemberAsync(Ops, Bob, lab.Context);
            var errors = await Task.WhenAll(
                Task.Run(async () => await Record.ExceptionAsync(async () => await lab.Session.Users.RemoveAsync(Alice, force: false, new RecordingContext()))),
                Task.Run(async () => await Record.ExceptionAsync(
                    async () => await lab.Session.Users.ChangeStatusAsync(Bob, UserStatusChange.Suspend, force: false, new RecordingContext()))));

            Assert.Equal("LastAdministrator", Assert.IsType<ClusterException>(Assert.Single(errors.OfType<Exception>())).ErrorId);
            Assert.Single(await ActiveAdministratorsAsync(lab));
        }
    }

    [Theory]
    [EveryEngine]
    public async Task The_guard_is_asked_again_once_the_change_was_approved(DatabaseEngine engine)
    {
        await using var lab = await StartAsync(engine);
        await lab.AdmitAsync("bob");
        await lab.Session.Groups.AddMemberAsync(Ops, Bob, lab.Context);

        // While the question is open, the other administrator goes.
        var context = new RecordingContext { BeforeApproval = () => lab.Place.ExecuteAsync("DELETE FROM [UserGroups] WHERE [uidNumber] = 2001") };
        var error = await Assert.ThrowsAsync<ClusterException>(() => lab.Session.Users.RemoveAsync(Alice, force: false, context));
        Assert.Equal("LastAdministrator", error.ErrorId);
        Assert.Equal(["alice"], await ActiveAdministratorsAsync(lab));
    }

    private static async Task<AccountLab> StartAsync(DatabaseEngine engine)
    {
        var lab = await AccountLab.StartAsync(engine);
        await lab.RegisterAsync("alice");
        await lab.Session.Groups.CreateAsync(new GroupDraft { Cn = "ops", IsAdministrator = true }, lab.Context);
        await lab.Session.Groups.AddMemberAsync(Ops, Alice, lab.Context);
        await lab.Session.Groups.RemoveMemberAsync(Sysadmins, Alice, force: false, lab.Context);
        return lab;
    }

    private static async Task<string[]> ActiveAdministratorsAsync(AccountLab lab) =>
        await lab.Session.Users.FindAsync(new UserFilter { Status = [UserStatus.Active] }, TestContext.Current.CancellationToken)
            .Where(user => user.IsAdministrator).Select(user => user.Username).ToArrayAsync(TestContext.Current.CancellationToken);
}
