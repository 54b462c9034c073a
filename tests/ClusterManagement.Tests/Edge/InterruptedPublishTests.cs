using ClusterManagement.Engine.Edge.Publishing;
using ClusterManagement.Tests.Support;
using Xunit;
using static ClusterManagement.Tests.Databases.SampleRows;

namespace ClusterManagement.Tests.Edge;

/// <summary>A publisher that is killed leaves an edge that runs and would start again, and the next one goes on from there.</summary>
public sealed class InterruptedPublishTests
{
    [Theory]
    [InlineData("check", false)]
    [InlineData("reload", false)]
    [InlineData("reloaded", true)]
    public async Task A_publisher_that_is_killed_leaves_an_edge_that_runs_and_starts(string step, bool isNew)
    {
        await using var lab = await EdgeLab.StartAsync();
        var first = await lab.PublishAsync();
        await lab.AddHostAsync();
        var reached = Path.Combine(lab.ScratchFolder, "reached");
        var hook = $"[System.IO.File]::WriteAllText('{reached}', 'x'); while ($true) {{ [System.Threading.Thread]::Sleep(20) }}";
        using (var process = ShellProcess.Start(lab.ScratchFolder, lab.Place.Address, lab.KeyRing, $$"""
            Publish-ClusterConfiguration dc1 -Path '{{lab.Folder}}' -Daemon Nginx -ListenAddress {{EdgeLab.Address}} -HttpPort {{lab.Options.HttpPort}} -HttpsPort {{lab.Options.HttpsPort}} `
                {{(step == "check" ? $"-CheckCommand {{ {hook} }}" : "-CheckCommand { }")}} -ReloadCommand { {{hook}} }
            """))
        {
            await Eventually.IsTrueAsync(() => File.Exists(reached), "the publication did not get there");
            if (step == "reloaded") await lab.Proxy.ReloadAsync(Path.Combine(lab.Folder, "current", "nginx", "nginx.conf"));
            if (step == "reloaded") await Eventually.IsTrueAsync(() => lab.HasHostAsync(), "nginx did not take the files up", TimeSpan.FromMilliseconds(100));
            await process.KillAsync();
        }

        // What runs answers, with the former files or the new ones and nothing between; and it would start again.
        Assert.Equal(isNew, await lab.HasHostAsync());
        Assert.True(await lab.AnswersAsync());
        var current = Path.Combine(lab.Folder, "current");
        Assert.All(await EdgeCheck.RunAsync(current, [EdgeDaemon.Nginx], EdgeLab.Token), result => Assert.True(result.IsValid, result.Message));
        await lab.Proxy.StopAsync();
        lab.Proxy.Start(Path.Combine(current, "nginx", "nginx.conf"));
        await Eventually.IsTrueAsync(() => lab.AnswersAsync(), "nginx did not start with what was left", TimeSpan.FromMilliseconds(100));

        // The next one goes on from there.
        var next = await lab.PublishAsync();
        Assert.NotEqual(first.Version, next.Version);
        Assert.Equal(first.Version, next.FormerVersion);
        await lab.AssertRunsAsync(next.Version, isNew: true);
        Assert.False(File.Exists(Path.Combine(lab.Folder, ".pending")));
    }

    [Fact]
    public async Task Killed_at_any_moment_it_leaves_whole_files_in_use()
    {
        var random = new Random(20261128);
        await using var lab = await EdgeLab.StartAsync();
        await lab.Place.ExecuteAsync(string.Concat(Enumerable.Range(100, 300).Select(id =>
            Service(id, "http", port: lab.Backends.HttpPort) + $"{HttpRow} ({id}, 'http', 'many{id}', 1);")));
        await lab.AddHostAsync();
        var own = lab.Request() with { Reload = null };
        await lab.PublishAsync(own);
        var whole = TimeSpan.MaxValue;
        var killed = 0;
        for (var round = 0; round < 12; round++)
        {
            await lab.Place.ExecuteAsync($"UPDATE [HTTPServices] SET [externalHostname] = 'b{round}' WHERE [id] = 10;");
            var reached = Path.Combine(lab.ScratchFolder, $"reached{round}");
            using (var process = ShellProcess.Start(lab.ScratchFolder, lab.Place.Address, lab.KeyRing, $"""
                [System.IO.File]::WriteAllText('{reached}', 'x')
                Publish-ClusterConfiguration dc1 -Path '{lab.Folder}' -Daemon Nginx -ListenAddress {EdgeLab.Address} -HttpPort {lab.Options.HttpPort} -HttpsPort {lab.Options.HttpsPort}
                """))
            {
                await Eventually.IsTrueAsync(() => File.Exists(reached), "the publication did not begin", TimeSpan.FromMilliseconds(2));
                var start = TimeProvider.System.GetTimestamp();
                if (round == 0)
                {
                    // The first tells how long one takes.
                    await process.SucceedAsync();
                    whole = TimeProvider.System.GetElapsedTime(start);
                }
                else
                {
                    await Task.Delay(whole * random.NextDouble(), EdgeLab.Token);
                    killed += process.HasExited ? 0 : 1;
                    await process.KillAsync();
                }
            }

            Assert.True(await lab.AnswersAsync(), $"Round {round}: nothing answers.");
            var checks = await EdgeCheck.RunAsync(Path.Combine(lab.Folder, "current"), [EdgeDaemon.Nginx], EdgeLab.Token);
            Assert.All(checks, result => Assert.True(result.IsValid, $"Round {round}: {result.Message}"));

            await lab.PublishAsync(own);
            Assert.True(await lab.AnswersAsync($"b{round}.example.com"), $"Round {round}: the next publication is not in use.");
            Assert.False(File.Exists(Path.Combine(lab.Folder, ".pending")));
            Assert.DoesNotContain(Directory.GetDirectories(Path.Combine(lab.Folder, "versions")), folder => folder.EndsWith(".partial", StringComparison.Ordinal));
        }

        Assert.True(killed > 3, $"{killed} were killed.");
    }

    [Fact]
    public async Task Half_written_files_and_links_of_a_killed_publisher_do_no_harm()
    {
        await using var lab = await EdgeLab.StartAsync();
        await lab.PublishAsync();
        await lab.AddHostAsync();
        var site = await lab.Session.Edge.ExportAsync(new EdgeExport(new SiteIdentity("dc1"), Path.Combine(lab.ScratchFolder, "other"), lab.Options), new RecordingContext());
        var partial = Directory.CreateDirectory(Path.Combine(lab.Folder, "versions", "0123456789abcdef.partial")).FullName;
        File.Copy(site![0].Path, Path.Combine(partial, "half"));
        File.CreateSymbolicLink(Path.Combine(lab.Folder, "current.new"), "versions/0123456789abcdef.partial");

        var next = await lab.PublishAsync();

        await lab.AssertRunsAsync(next.Version, isNew: true);
        Assert.False(Directory.Exists(partial));
    }
}
