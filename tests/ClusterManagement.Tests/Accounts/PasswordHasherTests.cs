using ClusterManagement.Engine.Accounts;
using Xunit;

namespace ClusterManagement.Tests.Accounts;

/// <summary>
/// Hashes of passwords: ours are those of node's argon2, which computed the fixed ones below (versions 0.41 and 0.45, salt
/// 00112233445566778899aabbccddeeff), and theirs are read.
/// </summary>
public sealed class PasswordHasherTests
{
    private const string Phrase = "correct horse battery staple";
    private const string Salt = "ABEiM0RVZneImaq7zN3u/w";
    private const string Today = "$argon2id$v=19$m=65536,t=3,p=4$" + Salt + "$rrCKgb252gfDL4+dLIfPujMTwP3HRoF55JTFZoDwro0";

    private readonly CountingArgon2 _argon2 = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Phrase, Today)]
    [InlineData(Phrase, "$argon2id$v=19$m=65536,p=4,t=3$" + Salt + "$rrCKgb252gfDL4+dLIfPujMTwP3HRoF55JTFZoDwro0")]
    [InlineData(Phrase, "$argon2id$v=19$m=4096,p=1,t=3$" + Salt + "$mNFb71ejzg/9oyS3Pz00m6EsyxOIPVNYe6I1VsENgZ8")]
    [InlineData("Grüße, 世界 🌍", "$argon2id$v=19$m=65536,p=4,t=3$" + Salt + "$k1VcrdtDVlEcdEVot0yPWf45EK8lomz22aVex/1Z4TU")]
    [InlineData("odd memory", "$argon2id$v=19$m=1037,p=3,t=2$" + Salt + "$MjmIWFkOSFGrt5iRyfWms9o/FJ2fDd1lpyUJ2iYq7n0")]
    [InlineData("short", "$argon2id$v=19$m=64,p=1,t=1$" + Salt + "$purNt8D/rli6WKAo2ntmRQ")]
    [InlineData(
        "long hash", "$argon2id$v=19$m=64,p=2,t=2$" + Salt + "$nQor2ky22zHxGvqoOIAuJn6tfIT5zt9nC0hbXmKSl+yr8eFfxSiQ5+W3KoWEatjC3MAK3QnxmP/0HmZN9dIEfA")]
    public async Task Hashes_of_node_argon2_fit_their_passwords_alone(string password, string text)
    {
        var stored = PasswordHash.Parse(text);
        Assert.NotNull(stored);
        var hasher = new PasswordHasher(_argon2.ComputeAsync);
        Assert.True((await hasher.VerifyAsync(new SecretText(password), stored, Token)).IsMatch);
        Assert.False((await hasher.VerifyAsync(new SecretText(password + " "), stored, Token)).IsMatch);
        Assert.False((await hasher.VerifyAsync(new SecretText(string.Empty), stored, Token)).IsMatch);
    }

    [Fact]
    public async Task A_hash_has_the_form_that_other_tools_read_and_a_salt_of_its_own()
    {
        var hasher = new PasswordHasher(Argon2.ComputeAsync);
        var first = await hasher.HashAsync(new SecretText(Phrase), Token);
        var second = await hasher.HashAsync(new SecretText(Phrase), Token);

        Assert.Matches(@"\A\$argon2id\$v=19\$m=65536,t=3,p=4\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}\z", first.ToString());
        Assert.NotEqual(first.Salt, second.Salt);
        Assert.NotEqual(first.Value, second.Value);
        Assert.False(PasswordPolicy.IsWeak(first));
        Assert.True((await hasher.VerifyAsync(new SecretText(Phrase), PasswordHash.Parse(first.ToString()), Token)).IsMatch);
    }

    [Fact]
    public void What_is_read_is_written_the_same() => Assert.Equal(Today, PasswordHash.Parse(Today)?.ToString());

    [Fact]
    public async Task Our_hash_with_a_fixed_salt_is_that_of_node_argon2()
    {
        var value = await Argon2.ComputeAsync(
            System.Text.Encoding.UTF8.GetBytes(Phrase), Convert.FromHexString("00112233445566778899aabbccddeeff"), PasswordPolicy.Today, PasswordPolicy.HashLength);
        Assert.Equal(Today, new PasswordHash(PasswordPolicy.Today, Convert.FromHexString("00112233445566778899aabbccddeeff"), value).ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("secret")]
    [InlineData("$2b$10$abcdefghijklmnopqrstuuJw0o1Yk1Yk1Yk1Yk1Yk1Yk1Yk1Yk1Y")]
    [InlineData("$argon2i$v=19$m=65536,t=3,p=4$" + Salt + "$rrCKgb252gfDL4+dLIfPujMTwP3HRoF55JTFZoDwro0")]
    [InlineData("$argon2id$v=16$m=65536,t=3,p=4$" + Salt + "$rrCKgb252gfDL4+dLIfPujMTwP3HRoF55JTFZoDwro0")]
    [InlineData("$argon2id$m=65536,t=3,p=4$" + Salt + "$rrCKgb252gfDL4+dLIfPujMTwP3HRoF55JTFZoDwro0")]
    [InlineData("$argon2id$v=19$m=65536,t=3$" + Salt + "$rrCKgb252gfDL4+dLIfPujMTwP3HRoF55JTFZoDwro0")]
    [InlineData("$argon2id$v=19$m=65536,t=3,t=4$" + Salt + "$rrCKgb252gfDL4+dLIfPujMTwP3HRoF55JTFZoDwro0")]
    [InlineData("$argon2id$v=19$m=65536,t=3,p=4,data=eA$" + Salt + "$rrCKgb252gfDL4+dLIfPujMTwP3HRoF55JTFZoDwro0")]
    [InlineData("$argon2id$v=19$m=-8,t=3,p=4$" + Salt + "$rrCKgb252gfDL4+dLIfPujMTwP3HRoF55JTFZoDwro0")]
    [InlineData("$argon2id$v=19$m=65536,t=3,p=4$" + Salt + "==$rrCKgb252gfDL4+dLIfPujMTwP3HRoF55JTFZoDwro0")]
    [InlineData("$argon2id$v=19$m=65536,t=3,p=4$" + Salt + "$rrCKgb252gfDL4+dLIfPujMTwP3HRoF55JTFZoDwro0\n")]
    [InlineData("$argon2id$v=19$m=65536,t=3,p=4$AAAA$rrCKgb252gfDL4+dLIfPujMTwP3HRoF55JTFZoDwro0")]
    [InlineData("$argon2id$v=19$m=65536,t=3,p=4$" + Salt + "$")]
    [InlineData("$argon2id$v=19$m=65536,t=3,p=4$" + Salt)]
    public void What_is_no_hash_of_ours_is_not_read(string? text) => Assert.Null(PasswordHash.Parse(text));

    [Theory]
    [InlineData("m=4194304,t=1,p=1")]
    [InlineData("m=2147483647,t=1,p=1")]
    [InlineData("m=99999999999,t=1,p=1")]
    [InlineData("m=65536,t=1000000,p=1")]
    [InlineData("m=1048576,t=5,p=4")]
    [InlineData("m=65536,t=3,p=4096")]
    [InlineData("m=65536,t=0,p=4")]
    [InlineData("m=65536,t=3,p=0")]
    [InlineData("m=31,t=3,p=4")]
    public void A_cost_that_would_stop_the_machine_is_not_computed(string costs) =>
        Assert.Null(PasswordHash.Parse($"$argon2id$v=19${costs}${Salt}$rrCKgb252gfDL4+dLIfPujMTwP3HRoF55JTFZoDwro0"));

    [Theory]
    [InlineData("m=65536,t=3,p=4", 16, 32, false)]
    [InlineData("m=131072,t=3,p=4", 16, 32, false)]
    [InlineData("m=131072,t=2,p=1", 16, 32, false)]
    [InlineData("m=65536,t=2,p=4", 16, 32, true)]
    [InlineData("m=32768,t=6,p=4", 16, 32, true)]
    [InlineData("m=65536,t=3,p=4", 8, 32, true)]
    [InlineData("m=65536,t=3,p=4", 16, 16, true)]
    public void A_hash_is_weak_when_it_costs_less_or_is_shorter_than_one_of_today(string costs, int salt, int value, bool isWeak)
    {
        var text = $"$argon2id$v=19${costs}${Convert.ToBase64String(new byte[salt]).TrimEnd('=')}${Convert.ToBase64String(new byte[value]).TrimEnd('=')}";
        Assert.Equal(isWeak, PasswordPolicy.IsWeak(PasswordHash.Parse(text)!));
    }

    [Theory]
    [InlineData(null, Phrase)]
    [InlineData(Today, Phrase)]
    [InlineData(Today, "wrong password")]
    [InlineData(Today, "")]
    public async Task One_computation_of_todays_cost_is_all_there_is_to_see(string? stored, string password)
    {
        await new PasswordHasher(_argon2.ComputeAsync).VerifyAsync(new SecretText(password), PasswordHash.Parse(stored), Token);
        Assert.Equal([PasswordPolicy.Today], _argon2.Take());
    }

    [Theory]
    [InlineData("short", true)]
    [InlineData("wrong", false)]
    public async Task A_weak_hash_is_made_up_for_whether_it_fits_or_not(string password, bool isMatch)
    {
        var weak = PasswordHash.Parse("$argon2id$v=19$m=64,p=1,t=1$" + Salt + "$purNt8D/rli6WKAo2ntmRQ")!;
        var hasher = new PasswordHasher(_argon2.ComputeAsync);
        var (fits, renewed) = await hasher.VerifyAsync(new SecretText(password), weak, Token);

        Assert.Equal([PasswordPolicy.Today, weak.Parameters], _argon2.Take());
        Assert.Equal((isMatch, isMatch), (fits, renewed is not null));
        if (renewed is null) return;
        Assert.False(PasswordPolicy.IsWeak(renewed));
        Assert.True((await hasher.VerifyAsync(new SecretText(password), renewed, Token)).IsMatch);
    }

    [Fact]
    public async Task Waiting_for_a_turn_can_be_cancelled()
    {
        using var stop = new CancellationTokenSource();
        var started = 0;
        var release = new TaskCompletionSource<byte[]>();
        var hasher = new PasswordHasher((_, _, _, _) =>
        {
            Interlocked.Increment(ref started);
            return release.Task;
        });
        var running = Enumerable.Range(0, 64).Select(_ => hasher.HashAsync(new SecretText(Phrase), stop.Token)).ToList();
        await stop.CancelAsync();
        Assert.InRange(Volatile.Read(ref started), 0, Math.Max(2, Environment.ProcessorCount));
        release.SetResult(new byte[32]);
        var ended = await Task.WhenAll(running.Select(async task => await Record.ExceptionAsync(() => task) is OperationCanceledException));
        Assert.Equal(64 - started, ended.Count(isCancelled => isCancelled));
    }
}
