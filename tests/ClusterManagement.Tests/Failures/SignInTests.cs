using ClusterManagement.Tests.Databases;
using ClusterManagement.TestServers;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace ClusterManagement.Tests.Failures;

/// <summary>A server that is there, and does not let one in.</summary>
public sealed class SignInTests
{
    private const string Wrong = "wrong-secret-text";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(TestDatabase.Servers), MemberType = typeof(TestDatabase))]
    public async Task With_a_wrong_password(DatabaseEngine engine)
    {
        await using var lab = await FailureLab.StartAsync(engine);
        var database = lab.Database.As(Server(lab).UserName, Wrong);
        await IsRefusedAsync(lab, database, $"refused the user '{database.UserName}' or the password");
        await IsRefusedAsync(lab, lab.Database.As("nobody_here", Wrong), "nobody_here");
        await IsRefusedAsync(lab, lab.Database.As(database.UserName!, string.Empty), "password");
        await lab.AssertUnchangedAsync();
        Assert.Equal(["dc1"], await lab.ListAsync());
    }

    /// <summary>A password that is changed under a session: what is open goes on, what is opened next is told.</summary>
    [Theory]
    [MemberData(nameof(TestDatabase.Servers), MemberType = typeof(TestDatabase))]
    public async Task With_a_password_that_was_changed_meanwhile(DatabaseEngine engine)
    {
        await using var lab = await FailureLab.StartAsync(engine);
        await using var user = await DatabaseUser.CreateAsync(Server(lab), "ALL", lab.Database);
        var database = user.Of(lab.Database);
        Assert.Equal(["dc1"], await lab.ListAsync(database));
        await Server(lab).ExecuteAsync(engine == DatabaseEngine.PostgreSQL
            ? $"ALTER ROLE {user.Name} PASSWORD 'other'"
            : $"ALTER USER {user.Name}@'%' IDENTIFIED BY 'other'");
        database.Provider().Release(database);

        await IsRefusedAsync(lab, database, user.Name);
        Assert.Equal(["dc1"], await lab.ListAsync(lab.Database.As(user.Name, "other")));
        lab.Database.As(user.Name, "other").Provider().Release(lab.Database.As(user.Name, "other"));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Servers), MemberType = typeof(TestDatabase))]
    public async Task Without_TLS_that_is_asked_for(DatabaseEngine engine)
    {
        await using var lab = await FailureLab.StartAsync(engine);
        foreach (var mode in new[] { "VerifyFull", engine == DatabaseEngine.PostgreSQL ? "Require" : "Required" })
        {
            var database = lab.Database.With($"SSL Mode={mode}");
            await Failure.IsToldAsync(
                async () => await lab.OpenAsync(database), database, "NotConnected", ClusterErrorKind.Connection, "No trusted TLS connection", "'SSL Mode'");
        }

        Assert.Equal(["dc1"], await lab.ListAsync());
    }

    [Fact]
    public async Task With_more_connections_than_PostgreSQL_takes()
    {
        await using var server = await OwnServers.StartAsync(
            DatabaseEngine.PostgreSQL, ("max_connections", "6"), ("superuser_reserved_connections", "1"), ("max_wal_senders", "0"));
        await using var lab = await FailureLab.StartAsync(await ServerTestDatabase.CreateAsync(server));
        await using var user = await DatabaseUser.CreateAsync(server, "ALL", lab.Database);
        lab.Place.Provider.Release(lab.Database);
        await RefusesOneMoreAsync(lab, user.Of(lab.Database), 5);
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Servers), MemberType = typeof(TestDatabase))]
    public async Task With_more_connections_than_a_user_may_have(DatabaseEngine engine)
    {
        await using var lab = await FailureLab.StartAsync(engine);
        await using var user = await DatabaseUser.CreateAsync(Server(lab), "ALL", lab.Database);
        await Server(lab).ExecuteAsync(engine == DatabaseEngine.PostgreSQL
            ? $"ALTER ROLE {user.Name} CONNECTION LIMIT 2"
            : $"ALTER USER {user.Name}@'%' WITH MAX_USER_CONNECTIONS 2");
        await RefusesOneMoreAsync(lab, user.Of(lab.Database), 2);
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Servers), MemberType = typeof(TestDatabase))]
    public async Task With_more_connections_than_the_connection_string_allows(DatabaseEngine engine)
    {
        await using var lab = await FailureLab.StartAsync(engine);
        var database = lab.Database.ConnectingFor(2).With("Maximum Pool Size=1");
        var store = lab.Store(database);
        await using (var unit = store.Open())
        {
            await unit.ReadAsync(db => db.Sites.CountAsync(Token), Token);
            await Failure.IsToldAsync(
                () => store.ReadAsync(db => db.Sites.CountAsync(Token), Token),
                database, "TooManyConnections", ClusterErrorKind.Database, "This process uses all the connections", "'Maximum Pool Size'");
        }

        await lab.AssertWorksAsync(store);
        database.Provider().Release(database);
    }

    private static DatabaseServer Server(FailureLab lab) => ((ServerTestDatabase)lab.Place).Server;

    private static async Task IsRefusedAsync(FailureLab lab, ClusterDatabase database, string cause)
    {
        var error = await Failure.IsToldAsync(
            async () => await lab.OpenAsync(database), database, "AuthenticationFailed", ClusterErrorKind.Authentication, cause, "Connect-ClusterDatabase -Credential");
        Failure.HoldsNone(error, [Wrong]);
    }

    private static async Task RefusesOneMoreAsync(FailureLab lab, ClusterDatabase database, int limit)
    {
        var store = lab.Store(database);
        var units = Enumerable.Range(0, limit).Select(_ => store.Open()).ToList();
        foreach (var unit in units) await unit.ReadAsync(db => db.Sites.CountAsync(Token), Token);
        await Failure.IsToldAsync(
            () => store.ReadAsync(db => db.Sites.CountAsync(Token), Token),
            database, "TooManyConnections", ClusterErrorKind.Database, $"takes no more connections of '{database.UserName}'", "raise the limit");
        foreach (var unit in units) await unit.DisposeAsync();

        await lab.AssertWorksAsync(store);
        database.Provider().Release(database);
    }
}
