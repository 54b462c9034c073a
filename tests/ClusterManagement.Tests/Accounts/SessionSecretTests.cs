using System.Net;
using ClusterManagement.Engine;
using ClusterManagement.Tests.Databases;
using ClusterManagement.Tests.Support;
using Xunit;

namespace ClusterManagement.Tests.Accounts;

/// <summary>The secrets of web sessions: made at random, kept encrypted, the newest signs, and the newest stays.</summary>
public sealed class SessionSecretTests
{
    private const string Given = "0123456789abcdef0123456789abcdef";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [EveryEngine]
    public async Task The_newest_signs_and_all_are_listed(DatabaseEngine engine)
    {
        await using var lab = await AccountLab.StartAsync(engine);
        var first = await lab.Session.SessionSecrets.CreateAsync(new SessionSecretDraft(), lab.Context);
        var second = await lab.Session.SessionSecrets.CreateAsync(new SessionSecretDraft(), lab.Context);
        Assert.Equal((true, true), (first!.IsNewest, second!.IsNewest));
        Assert.Null(second.Secret);

        var all = await ListAsync(lab);
        Assert.Equal([(second.Id, true), (first.Id, false)], all.Select(secret => (secret.Id, secret.IsNewest)));
        Assert.All(all, secret => Assert.Null(secret.Secret));
        Assert.Equal([second.Id], (await ListAsync(lab, new SessionSecretFilter { NewestOnly = true })).Select(secret => secret.Id));
        Assert.False(Assert.Single(await ListAsync(lab, new SessionSecretFilter { Id = first.Id })).IsNewest);
    }

    [Theory]
    [InlineData(32)]
    [InlineData(64)]
    public async Task A_secret_is_random_and_shows_only_when_asked_for(int length)
    {
        await using var lab = await AccountLab.StartAsync();
        var made = new List<string>();
        for (var i = 0; i < 20; i++)
        {
            var secret = await lab.Session.SessionSecrets.CreateAsync(new SessionSecretDraft { Length = length, IncludeSecret = true }, lab.Context);
            made.Add(Reveal(secret!));
        }

        Assert.Equal(20, made.Distinct().Count());
        Assert.All(made, secret => Assert.Matches($@"\A[A-Za-z0-9_-]{{{length}}}\z", secret));
        Assert.Equal(made.AsEnumerable().Reverse(), (await ListAsync(lab, new SessionSecretFilter { IncludeSecret = true })).Select(Reveal));
        Assert.True(made.SelectMany(secret => secret).Distinct().Count() > 50);
        Assert.DoesNotContain(lab.Context.Lines, line => made.Any(secret => line.Contains(secret, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_given_secret_is_kept_encrypted_and_once()
    {
        await using var lab = await AccountLab.StartAsync();
        await lab.Session.SessionSecrets.CreateAsync(new SessionSecretDraft { Secret = new SecretText(Given) }, lab.Context);
        var error = await Assert.ThrowsAsync<ObjectExistsException>(
            () => lab.Session.SessionSecrets.CreateAsync(new SessionSecretDraft { Secret = new SecretText(Given) }, lab.Context));
        Assert.Equal("SessionSecretAlreadyExists", error.ErrorId);
        Assert.DoesNotContain(Given, error.ToString(), StringComparison.Ordinal);

        Assert.Equal(Given, Reveal(Assert.Single(await ListAsync(lab, new SessionSecretFilter { IncludeSecret = true }))));
        Assert.DoesNotContain(Given, await lab.FilesAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [EveryEngine]
    public async Task Two_writers_of_one_secret_leave_one(DatabaseEngine engine)
    {
        await using var lab = await AccountLab.StartAsync(engine);
        var errors = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () => await Record.ExceptionAsync(
            async () => await lab.Session.SessionSecrets.CreateAsync(new SessionSecretDraft { Secret = new SecretText(Given) }, new RecordingContext())))));
        Assert.Equal(3, errors.OfType<ObjectExistsException>().Count(error => error.ErrorId == "SessionSecretAlreadyExists"));
        Assert.Single(await ListAsync(lab));
    }

    [Theory]
    [InlineData(31, null)]
    [InlineData(65, null)]
    [InlineData(64, "too short")]
    public async Task A_bad_length_is_refused(int length, string? secret)
    {
        await using var lab = await AccountLab.StartAsync();
        var draft = new SessionSecretDraft { Length = length, Secret = secret is null ? null : new SecretText(secret) };
        var error = await Assert.ThrowsAsync<InvalidValueException>(() => lab.Session.SessionSecrets.CreateAsync(draft, lab.Context));
        Assert.Equal(secret is null ? "Length" : "Secret", error.Parameter);
        Assert.Empty(await ListAsync(lab));
    }

    [Theory]
    [EveryEngine]
    public async Task The_newest_is_never_removed(DatabaseEngine engine)
    {
        await using var lab = await AccountLab.StartAsync(engine);
        var ids = new List<int>();
        for (var i = 0; i < 3; i++) ids.Add((await lab.Session.SessionSecrets.CreateAsync(new SessionSecretDraft(), lab.Context))!.Id);

        await lab.Session.SessionSecrets.RemoveAsync(ids[1], lab.Context);
        var error = await Assert.ThrowsAsync<ObjectInUseException>(() => lab.Session.SessionSecrets.RemoveAsync(ids[2], lab.Context));
        Assert.Equal("SessionSecretInUse", error.ErrorId);
        await Assert.ThrowsAsync<ObjectNotFoundException>(() => lab.Session.SessionSecrets.RemoveAsync(ids[1], lab.Context));
        await lab.Session.SessionSecrets.PruneAsync(TimeSpan.Zero, lab.Context);
        Assert.Equal([ids[2]], (await ListAsync(lab)).Select(secret => secret.Id));
    }

    [Theory]
    [EveryEngine]
    public async Task Old_ones_are_pruned_by_age(DatabaseEngine engine)
    {
        await using var lab = await AccountLab.StartAsync(engine);
        for (var i = 0; i < 4; i++) await lab.Session.SessionSecrets.CreateAsync(new SessionSecretDraft(), lab.Context);
        foreach (var (id, days) in new[] { (1, 60), (2, 40), (3, 20), (4, 90) })
        {
            await lab.Place.ExecuteAsync($"UPDATE [SessionSecrets] SET [createdAt] = '{DateTime.UtcNow.AddDays(-days):yyyy-MM-dd HH:mm:ss}' WHERE [id] = {id}");
        }

        var refusing = new RecordingContext { IsApproving = false };
        await lab.Session.SessionSecrets.PruneAsync(TimeSpan.FromDays(30), refusing);
        Assert.Equal(["Remove session secret 1", "Remove session secret 2"], refusing.Lines);
        Assert.Equal(4, (await ListAsync(lab)).Count);

        await lab.Session.SessionSecrets.PruneAsync(TimeSpan.FromDays(30), lab.Context);
        Assert.Equal([4, 3], (await ListAsync(lab)).Select(secret => secret.Id));
        await Assert.ThrowsAsync<InvalidValueException>(() => lab.Session.SessionSecrets.PruneAsync(TimeSpan.FromDays(-1), lab.Context));
        await Assert.ThrowsAsync<InvalidValueException>(() => lab.Session.SessionSecrets.PruneAsync(TimeSpan.MaxValue, lab.Context));
    }

    [Fact]
    public async Task Another_key_ring_lists_them_and_cannot_read_them()
    {
        await using var lab = await AccountLab.StartAsync();
        await lab.Session.SessionSecrets.CreateAsync(new SessionSecretDraft(), lab.Context);
        using var other = new TemporaryFolder();
        var stranger = await new ClusterEngine(other.File("keys")).OpenAsync(lab.Place.Database, lab.Context);
        Assert.Single(await stranger.SessionSecrets.FindAsync(new SessionSecretFilter(), Token).ToListAsync(Token));
        var error = await Assert.ThrowsAsync<ClusterException>(
            async () => await stranger.SessionSecrets.FindAsync(new SessionSecretFilter { IncludeSecret = true }, Token).ToListAsync(Token));
        Assert.Equal("SecretUnreadable", error.ErrorId);
    }

    private static async Task<List<SessionSecret>> ListAsync(AccountLab lab, SessionSecretFilter? filter = null) =>
        await lab.Session.SessionSecrets.FindAsync(filter ?? new SessionSecretFilter(), Token).ToListAsync(Token);

    private static string Reveal(SessionSecret secret) => new NetworkCredential(string.Empty, secret.Secret).Password;
}
