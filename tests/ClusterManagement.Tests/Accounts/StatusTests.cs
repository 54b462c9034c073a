using Xunit;

namespace ClusterManagement.Tests.Accounts;

/// <summary>Pending becomes active, active becomes suspended, suspended becomes active, and nothing else.</summary>
public sealed class StatusTests
{
    private const UserStatus Pending = UserStatus.Pending;
    private const UserStatus Active = UserStatus.Active;
    private const UserStatus Suspended = UserStatus.Suspended;

    [Theory]
    [InlineData(Pending, UserStatusChange.Approve, Active)]
    [InlineData(Active, UserStatusChange.Approve, Active)]
    [InlineData(Suspended, UserStatusChange.Approve, null)]
    [InlineData(Pending, UserStatusChange.Suspend, null)]
    [InlineData(Active, UserStatusChange.Suspend, Suspended)]
    [InlineData(Suspended, UserStatusChange.Suspend, Suspended)]
    [InlineData(Pending, UserStatusChange.Resume, null)]
    [InlineData(Active, UserStatusChange.Resume, Active)]
    [InlineData(Suspended, UserStatusChange.Resume, Active)]
    public async Task A_state_allows_what_leads_out_of_it(UserStatus from, UserStatusChange change, UserStatus? to)
    {
        await using var lab = await AccountLab.StartAsync();
        await lab.RegisterAsync("alice", "bob");
        await lab.Place.ExecuteAsync($"UPDATE [Users] SET [status] = '{from.ToString().ToLowerInvariant()}' WHERE [username] = 'bob'");
        var work = () => lab.Session.Users.ChangeStatusAsync(new UserIdentity("bob"), change, force: false, lab.Context);
        if (to is not null)
        {
            Assert.Equal(to, (await work())?.Status);
        }
        else
        {
            var error = await Assert.ThrowsAsync<ObjectInUseException>(work);
            Assert.Equal(("UserInUse", "bob"), (error.ErrorId, error.Target));
            Assert.Contains("-ClusterUser bob", error.RecommendedAction, StringComparison.Ordinal);
        }

        Assert.Equal(to ?? from, (await lab.FindUserAsync("bob"))!.Status);
    }

    [Fact]
    public async Task What_is_done_already_is_not_asked()
    {
        await using var lab = await AccountLab.StartAsync();
        var alice = await lab.RegisterAsync("alice");
        var context = new Support.RecordingContext();
        var again = await lab.Session.Users.ChangeStatusAsync(new UserIdentity(alice), UserStatusChange.Approve, force: false, context);
        Assert.Equivalent(alice, again);
        Assert.Equal(["User alice is active already."], context.Lines);
    }

    [Fact]
    public async Task A_user_that_is_not_there_is_named()
    {
        await using var lab = await AccountLab.StartAsync();
        foreach (var identity in new[] { new UserIdentity("nobody"), new UserIdentity(2999) })
        {
            var error = await Assert.ThrowsAsync<ObjectNotFoundException>(
                () => lab.Session.Users.ChangeStatusAsync(identity, UserStatusChange.Approve, force: false, lab.Context));
            Assert.Equal(("UserNotFound", identity.ToString()), (error.ErrorId, error.Target));
        }
    }
}
