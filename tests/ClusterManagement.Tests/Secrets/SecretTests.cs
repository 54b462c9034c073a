using System.Text;
using ClusterManagement.Engine;
using ClusterManagement.Simulator;
using ClusterManagement.Tests.Support;
using Microsoft.Data.Sqlite;
using Xunit;

namespace ClusterManagement.Tests.Secrets;

/// <summary>Secrets are encrypted where they are kept, and show nowhere.</summary>
public sealed class SecretTests
{
    private const string CloudflareKey = "cf-0123456789-very-secret-key";

    [Fact]
    public async Task The_database_holds_no_secret_in_the_clear()
    {
        await using var lab = await EngineLab.StartAsync();
        var context = new RecordingContext();
        var domain = await lab.Session.Domains.UpdateAsync(
            new DomainIdentity("example.com"), new DomainChanges { CloudflareApiKey = new SecretText(CloudflareKey) }, context);
        Assert.True(domain?.HasCloudflareApiKey);
        await lab.CreateAsync(EngineLab.Draft() with { Password = new SecretText("hunter22-root") }, context);
        lab.Simulator.Faults.Add(new Fault { Method = "POST", Status = 500, Message = "no luck today" });
        var error = await Assert.ThrowsAsync<RemoteApiException>(
            () => lab.CreateAsync(EngineLab.Draft("web2") with { Password = new SecretText("hunter22-root") }, context));

        string[] secrets = [lab.Simulator.Options.TokenSecret, CloudflareKey, "hunter22-root"];
        AssertNone(secrets, await FilesAsync(Path.GetDirectoryName(lab.Database.Path)!, lab.KeyRing));
        AssertNone(secrets, string.Join('\n', context.Lines));
        AssertNone(secrets, error.ToString());
        AssertNone(secrets, string.Join('\n', (await lab.JobsAsync()).SelectMany(job => job.Statuses).Select(status => status.Message)));
        Assert.Contains(context.Lines, line => line.Contains("POST", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_refused_credential_does_not_show_it()
    {
        await using var lab = await EngineLab.StartAsync();
        var context = new RecordingContext();
        await lab.Session.Nodes.UpdateAsync(
            new NodeIdentity("pve1"), new NodeChanges { ApiTokenSecretOrPassword = new SecretText("00000000-wrong-secret") }, context);
        var error = await Assert.ThrowsAsync<RemoteApiException>(() => lab.CreateAsync(EngineLab.Draft(), context));

        Assert.Equal("AuthenticationFailed", error.ErrorId);
        AssertNone(["00000000-wrong-secret"], error + string.Join('\n', context.Lines));
        Assert.Empty(await lab.ContainersAsync());
    }

    [Fact]
    public async Task Another_key_ring_cannot_read_the_secrets()
    {
        await using var lab = await EngineLab.StartAsync();
        var stranger = await new ClusterEngine(Path.Combine(lab.Folder, "other-keys")).OpenAsync(lab.Database, new RecordingContext());
        var error = await Assert.ThrowsAsync<ClusterException>(() => stranger.Containers.CreateAsync(EngineLab.Draft(), new RecordingContext()));

        Assert.Equal(("SecretUnreadable", ClusterErrorKind.Permission), (error.ErrorId, error.Kind));
        Assert.Contains("node pve1", error.Message, StringComparison.Ordinal);
        Assert.Contains("CLUSTER_KEY_RING", error.RecommendedAction, StringComparison.Ordinal);
        Assert.Empty(await lab.ContainersAsync());
        Assert.Empty(lab.Simulator.Requests);
    }

    private static void AssertNone(IEnumerable<string> secrets, string text) =>
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase));

    private static async Task<string> FilesAsync(params string[] folders)
    {
        // What is still in memory has to reach the files.
        SqliteConnection.ClearAllPools();
        var text = new StringBuilder();
        foreach (var file in folders.SelectMany(folder => Directory.GetFiles(folder, "*", SearchOption.AllDirectories)))
        {
            text.Append(Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)));
        }

        Assert.Contains("example.com", text.ToString(), StringComparison.Ordinal);
        return text.ToString();
    }
}
