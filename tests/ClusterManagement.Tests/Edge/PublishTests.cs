using System.Net;
using System.Net.Sockets;
using ClusterManagement.Engine.Edge.Publishing;
using ClusterManagement.Tests.Support;
using Xunit;
using static ClusterManagement.Tests.Databases.SampleRows;

namespace ClusterManagement.Tests.Edge;

/// <summary>A publication succeeds as a whole or leaves the edge as it was, whatever fails and wherever it is interrupted.</summary>
public sealed class PublishTests
{
    [Fact]
    public async Task Nothing_new_is_unchanged_and_reloads_nothing()
    {
        await using var lab = await EdgeLab.StartAsync();
        var first = await lab.PublishAsync();
        var second = await lab.PublishAsync(lab.Request() with { Reload = _ => throw new InvalidOperationException("A reload.") });

        Assert.Equal((PublicationState.Published, PublicationState.Unchanged, first.Version), (first.State, second.State, second.Version));
        Assert.Equal([first.Version], Versions(lab));
    }

    [Fact]
    public async Task What_the_check_refuses_never_comes_into_use()
    {
        await using var lab = await EdgeLab.StartAsync();
        var first = await lab.PublishAsync();
        await AddHostAsync(lab);

        var error = await Assert.ThrowsAsync<ClusterException>(() => lab.PublishAsync(lab.Request() with { Options = lab.Options with { StreamModule = "/nowhere/module.so" } }));

        Assert.Equal("ConfigurationInvalid", error.ErrorId);
        Assert.Contains("/nowhere/module.so", error.Message, StringComparison.Ordinal);
        await AssertRunsAsync(lab, first.Version, isNew: false);
    }

    [Fact]
    public async Task A_custom_check_is_asked_in_place_of_the_daemons()
    {
        await using var lab = await EdgeLab.StartAsync();
        var first = await lab.PublishAsync();
        await AddHostAsync(lab);
        var refusing = lab.Request() with { Check = release => throw new ClusterException("ConfigurationInvalid", ClusterErrorKind.InvalidValue, $"No to {release.Version}.") };

        Assert.StartsWith("No to", (await Assert.ThrowsAsync<ClusterException>(() => lab.PublishAsync(refusing))).Message, StringComparison.Ordinal);
        await AssertRunsAsync(lab, first.Version, isNew: false);
        var asked = string.Empty;
        var second = await lab.PublishAsync(lab.Request() with { Check = release => Task.FromResult(asked = release.Path) });
        Assert.Equal(Path.Combine(lab.Folder, "versions", second.Version), asked);
        await AssertRunsAsync(lab, second.Version, isNew: true);
    }

    [Fact]
    public async Task A_reload_that_fails_brings_the_former_files_back()
    {
        await using var lab = await EdgeLab.StartAsync();
        var first = await lab.PublishAsync();
        await AddHostAsync(lab);

        var error = await Assert.ThrowsAsync<ClusterException>(() => lab.PublishAsync(lab.Request() with
        {
            Reload = release => release.IsRollback ? lab.ReloadAsync(release) : throw new InvalidOperationException("No such service."),
        }));

        Assert.Equal("ConfigurationFailed", error.ErrorId);
        Assert.Contains("No such service.", error.Message, StringComparison.Ordinal);
        Assert.Contains($"Version {first.Version} was put back and runs.", error.Message, StringComparison.Ordinal);
        await AssertRunsAsync(lab, first.Version, isNew: false);
        await AssertRunsAsync(lab, (await lab.PublishAsync()).Version, isNew: true);
    }

    [Fact]
    public async Task Daemons_that_do_not_take_the_files_up_are_noticed()
    {
        await using var lab = await EdgeLab.StartAsync();
        var first = await lab.PublishAsync();
        using var occupied = new TcpListener(IPAddress.Loopback, 0);
        occupied.Start();
        var port = ((IPEndPoint)occupied.LocalEndpoint).Port;
        await AddHostAsync(lab);
        await lab.Place.ExecuteAsync(Service(20, "transport") + $"{TransportRow} (20, 'transport', 'tcp', {port}, FALSE);");

        // nginx -t does not see that somebody has the port; nginx itself stays with what it has.
        var error = await Assert.ThrowsAsync<ClusterException>(() => lab.PublishAsync(lab.Request() with { Timeout = TimeSpan.FromSeconds(2) }));

        Assert.Equal("ConfigurationFailed", error.ErrorId);
        Assert.Contains("was put back and runs", error.Message, StringComparison.Ordinal);
        await AssertRunsAsync(lab, first.Version, isNew: false);
    }

    [Fact]
    public async Task Ctrl_C_during_the_reload_brings_the_former_files_back()
    {
        await using var lab = await EdgeLab.StartAsync();
        var first = await lab.PublishAsync();
        await AddHostAsync(lab);
        using var stop = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => lab.Session.Edge.PublishAsync(
            lab.Request() with
            {
                Reload = async release =>
                {
                    await lab.ReloadAsync(release);
                    if (!release.IsRollback) await stop.CancelAsync();
                    if (!release.IsRollback) stop.Token.ThrowIfCancellationRequested();
                },
            },
            new RecordingContext(stop.Token)));

        await AssertRunsAsync(lab, first.Version, isNew: false);
    }

    [Fact]
    public async Task Two_publishers_do_not_meet()
    {
        await using var lab = await EdgeLab.StartAsync();
        ClusterException? refusal = null;
        await lab.PublishAsync(lab.Request() with
        {
            Reload = async release =>
            {
                refusal = await Assert.ThrowsAsync<ClusterException>(() => lab.PublishAsync());
                await lab.ReloadAsync(release);
            },
        });

        Assert.Equal(("ConfigurationFailed", ClusterErrorKind.InUse), (refusal?.ErrorId, refusal?.Kind));
    }

    [Fact]
    public async Task The_former_version_is_kept_and_older_ones_go_but_nothing_of_somebody_else()
    {
        await using var lab = await EdgeLab.StartAsync();
        var foreign = Directory.CreateDirectory(Path.Combine(lab.Folder, "versions", "mine")).FullName;
        var first = await lab.PublishAsync();
        await AddHostAsync(lab);
        var second = await lab.PublishAsync();
        await lab.Session.Services.RemoveAsync(new ServiceIdentity(2), new RecordingContext());
        var third = await lab.PublishAsync();

        Assert.Equal(first.Version, second.FormerVersion);
        Assert.Equal(new[] { "mine", second.Version, third.Version }.Order(StringComparer.Ordinal), Versions(lab));
        Assert.True(Directory.Exists(foreign));
    }

    [Theory]
    [InlineData("check", false)]
    [InlineData("reload", false)]
    [InlineData("reloaded", true)]
    public async Task A_publisher_that_is_killed_leaves_an_edge_that_runs_and_starts(string step, bool isNew)
    {
        await using var lab = await EdgeLab.StartAsync();
        var first = await lab.PublishAsync();
        await AddHostAsync(lab);
        var reached = Path.Combine(lab.ScratchFolder, "reached");
        var hook = $"[System.IO.File]::WriteAllText('{reached}', 'x'); while ($true) {{ [System.Threading.Thread]::Sleep(20) }}";
        using (var process = ShellProcess.Start(lab.ScratchFolder, lab.Place.Address, lab.KeyRing, $$"""
            Publish-ClusterConfiguration dc1 -Path '{{lab.Folder}}' -Daemon Nginx -ListenAddress 127.0.0.1 -HttpPort {{lab.Options.HttpPort}} -HttpsPort {{lab.Options.HttpsPort}} `
                {{(step == "check" ? $"-CheckCommand {{ {hook} }}" : "-CheckCommand { }")}} -ReloadCommand { {{hook}} }
            """))
        {
            await Eventually.IsTrueAsync(() => File.Exists(reached), "the publication did not get there");
            if (step == "reloaded") await lab.Proxy.ReloadAsync(Path.Combine(lab.Folder, "current", "nginx", "nginx.conf"));
            if (step == "reloaded") await Eventually.IsTrueAsync(() => HasHostAsync(lab), "nginx did not take the files up", TimeSpan.FromMilliseconds(100));
            await process.KillAsync();
        }

        // What runs answers, with the former files or the new ones and nothing between; and it would start again.
        Assert.Equal(isNew, await HasHostAsync(lab));
        Assert.Equal(HttpStatusCode.OK, (await lab.GetAsync("app.example.com")).Status);
        var current = Path.Combine(lab.Folder, "current");
        Assert.All(await EdgeCheck.RunAsync(current, [EdgeDaemon.Nginx], EdgeLab.Token), result => Assert.True(result.IsValid, result.Message));
        await lab.Proxy.StopAsync();
        lab.Proxy.Start(Path.Combine(current, "nginx", "nginx.conf"));
        await Eventually.IsTrueAsync(() => AnswersAsync(lab), "nginx did not start with what was left", TimeSpan.FromMilliseconds(100));

        // The next one goes on from there.
        var next = await lab.PublishAsync();
        Assert.NotEqual(first.Version, next.Version);
        Assert.Equal(first.Version, next.FormerVersion);
        await AssertRunsAsync(lab, next.Version, isNew: true);
        Assert.False(File.Exists(Path.Combine(lab.Folder, ".pending")));
    }

    [Fact]
    public async Task Half_written_files_and_links_of_a_killed_publisher_do_no_harm()
    {
        await using var lab = await EdgeLab.StartAsync();
        await lab.PublishAsync();
        await AddHostAsync(lab);
        var site = await lab.Session.Edge.ExportAsync(new EdgeExport(new SiteIdentity("dc1"), Path.Combine(lab.ScratchFolder, "other"), lab.Options), new RecordingContext());
        var partial = Directory.CreateDirectory(Path.Combine(lab.Folder, "versions", "0123456789abcdef.partial")).FullName;
        File.Copy(site![0].Path, Path.Combine(partial, "half"));
        File.CreateSymbolicLink(Path.Combine(lab.Folder, "current.new"), "versions/0123456789abcdef.partial");

        var next = await lab.PublishAsync();

        await AssertRunsAsync(lab, next.Version, isNew: true);
        Assert.False(Directory.Exists(partial));
    }

    private static Task AddHostAsync(EdgeLab lab) =>
        lab.Place.ExecuteAsync(Service(10, "http", port: lab.Backends.HttpPort) + $"{HttpRow} (10, 'http', 'b', 1);");

    private static async Task<bool> HasHostAsync(EdgeLab lab)
    {
        try
        {
            return (await lab.GetAsync("b.example.com")).Status == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static async Task<bool> AnswersAsync(EdgeLab lab)
    {
        try
        {
            return (await lab.GetAsync("app.example.com")).Status == HttpStatusCode.OK;
        }
        catch (Exception exception) when (exception is HttpRequestException or SocketException)
        {
            return false;
        }
    }

    private static async Task AssertRunsAsync(EdgeLab lab, string version, bool isNew)
    {
        Assert.Equal(version, Path.GetFileName(new FileInfo(Path.Combine(lab.Folder, "current")).LinkTarget));
        Assert.Equal(HttpStatusCode.OK, (await lab.GetAsync("app.example.com")).Status);
        Assert.Equal(isNew, await HasHostAsync(lab));
    }

    private static IEnumerable<string?> Versions(EdgeLab lab) =>
        Directory.GetDirectories(Path.Combine(lab.Folder, "versions")).Select(Path.GetFileName).Order(StringComparer.Ordinal);
}
