using ClusterManagement.Engine.Accounts;
using ClusterManagement.Tests.Support;
using Xunit;

namespace ClusterManagement.Tests.Accounts;

/// <summary>A program that others wrote verifies our hashes, and ours verifies its own.</summary>
public sealed class ForeignHashTests
{
    private const string Phrase = "Grüße, 世界 🌍";

    private readonly PasswordHasher _hasher = new(Argon2.ComputeAsync);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Node_verifies_our_hash()
    {
        var hash = await _hasher.HashAsync(new SecretText(Phrase), Token);
        Assert.Equal("true", await RunAsync(Phrase, "verify", hash.ToString()));
        Assert.Equal("false", await RunAsync(Phrase + " ", "verify", hash.ToString()));
    }

    [Fact]
    public async Task We_verify_nodes_hash()
    {
        var stored = PasswordHash.Parse(await RunAsync(Phrase, "hash"));
        Assert.Equal(PasswordPolicy.Today, stored?.Parameters);
        Assert.True((await _hasher.VerifyAsync(new SecretText(Phrase), stored, Token)).IsMatch);
        Assert.False((await _hasher.VerifyAsync(new SecretText(Phrase + " "), stored, Token)).IsMatch);
    }

    private static async Task<string> RunAsync(string password, params string[] arguments)
    {
        ForeignProgram.RequirePackage("@node-rs/argon2");
        var (exitCode, output) = await ForeignProgram.RunAsync("node", ["argon2.mjs", .. arguments], input: password);
        Assert.True(exitCode == 0, output);
        return output.Trim();
    }
}
