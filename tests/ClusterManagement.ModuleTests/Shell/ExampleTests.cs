namespace ClusterManagement.ModuleTests.Shell;

/// <summary>The scripts of the examples folder run to their end, and show what they are for.</summary>
public sealed class ExampleTests : ShellFixture
{
    [Theory]
    [InlineData("accounts.ps1", "alice: True", "LastAdministrator,", "carol, who is suspended: False", "_Certificates")]
    [InlineData("adopt-cluster.ps1", "4 would be added, 3 need a decision.", "adopted later: asleep", "Recorded: Node of mail, pve1 -> pve2", "Differences left: 0", "mail is still on Proxmox: True", "shop is still on Proxmox: False", "Repairs: 0")]
    [InlineData("rolling-restart.ps1", "Run 1: 4 containers, 4 of them made.", "Run 2: 4 containers, 4 of them made.", "web3 is running on", "4 of 4 containers were restarted.")]
    public async Task An_example_runs(string script, params string[] shown)
    {
        var run = await StartAsync([Path.Combine(Repository.Root, "examples", script)]);

        Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
        Assert.All(shown, text => Assert.Contains(text, run.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_edge_is_published_through_commands()
    {
        var run = await StartAsync([Path.Combine(Repository.Root, "examples", "publish-edge.ps1"), "-Demo", "-Path", Path.Combine(Folder, "edge")]);

        Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
        Assert.Contains("Site dc1: Published version", run.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(Folder, "edge-remote", "current", "nginx", "http", "app.example.com.conf")));
    }
}
