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
        await lab.AddHostAsync();

        var error = await Assert.ThrowsAsync<ClusterException>(() => lab.PublishAsync(lab.Request() with { Options = lab.Options with { StreamModule = "/nowhere/module.so" } }));

        Assert.Equal("ConfigurationInvalid", error.ErrorId);
        Assert.Contains("/nowhere/module.so", error.Message, StringComparison.Ordinal);
        await lab.AssertRunsAsync(first.Version, isNew: false);
    }

    [Fact]
    public async Task A_custom_check_is_asked_in_place_of_the_daemons()
    {
        await using var lab = await EdgeLab.StartAsync();
        var first = await lab.PublishAsync();
        await lab.AddHostAsync();
        var refusing = lab.Request() with { Check = release => throw new ClusterException("ConfigurationInvalid", ClusterErrorKind.InvalidValue, $"No to {release.Version}.") };

        Assert.StartsWith("No to", (await Assert.ThrowsAsync<ClusterException>(() => lab.PublishAsync(refusing))).Message, StringComparison.Ordinal);
        await lab.AssertRunsAsync(first.Version, isNew: false);
        var asked = string.Empty;
        var second = await lab.PublishAsync(lab.Request() with { Check = release => Task.FromResult(asked = release.Path) });
        Assert.Equal(Path.Combine(lab.Folder, "versions", second.Version), asked);
        await lab.AssertRunsAsync(second.Version, isNew: true);
    }

    [Fact]
    public async Task A_reload_that_fails_brings_the_former_files_back()
    {
        await using var lab = await EdgeLab.StartAsync();
        var first = await lab.PublishAsync();
        await lab.AddHostAsync();

        var error = await Assert.ThrowsAsync<ClusterException>(() => lab.PublishAsync(Failing(lab)));

        Assert.Equal("ConfigurationFailed", error.ErrorId);
        Assert.Contains("No such service.", error.Message, StringComparison.Ordinal);
        Assert.Contains($"Version {first.Version} was put back and runs.", error.Message, StringComparison.Ordinal);
        await lab.AssertRunsAsync(first.Version, isNew: false);
        await lab.AssertRunsAsync((await lab.PublishAsync()).Version, isNew: true);
    }

    [Fact]
    public async Task Daemons_that_do_not_take_the_files_up_are_noticed()
    {
        await using var lab = await EdgeLab.StartAsync();
        var first = await lab.PublishAsync();
        using var occupied = new TcpListener(EdgeLab.Address, 0);
        occupied.Start();
        var port = ((IPEndPoint)occupied.LocalEndpoint).Port;
        await lab.AddHostAsync();
        await lab.Place.ExecuteAsync(Service(20, "transport") + $"{TransportRow} (20, 'transport', 'tcp', {port}, FALSE);");

        // nginx -t does not see that somebody has the port; nginx itself stays with what it has.
        var error = await Assert.ThrowsAsync<ClusterException>(() => lab.PublishAsync(lab.Request() with { Timeout = TimeSpan.FromSeconds(2) }));

        Assert.Equal("ConfigurationFailed", error.ErrorId);
        Assert.Contains("was put back and runs", error.Message, StringComparison.Ordinal);
        await lab.AssertRunsAsync(first.Version, isNew: false);
    }

    [Fact]
    public async Task Ctrl_C_during_the_reload_brings_the_former_files_back()
    {
        await using var lab = await EdgeLab.StartAsync();
        var first = await lab.PublishAsync();
        await lab.AddHostAsync();
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

        await lab.AssertRunsAsync(first.Version, isNew: false);
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
        await lab.AddHostAsync();
        var second = await lab.PublishAsync();
        await lab.Session.Services.RemoveAsync(new ServiceIdentity(2), new RecordingContext());
        var third = await lab.PublishAsync();

        Assert.Equal(first.Version, second.FormerVersion);
        Assert.Equal(new[] { "mine", second.Version, third.Version }.Order(StringComparer.Ordinal), Versions(lab));
        Assert.True(Directory.Exists(foreign));
    }

    [Fact]
    public async Task A_version_is_no_folder_to_publish_into()
    {
        await using var lab = await EdgeLab.StartAsync();
        var published = await lab.PublishAsync();

        var error = await Assert.ThrowsAsync<InvalidValueException>(() => lab.PublishAsync(lab.Request() with { Folder = published.Path }));

        Assert.Contains($"such as '{lab.Folder}'", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidValueException>(() => lab.Session.Edge.ExportAsync(
            new EdgeExport(new SiteIdentity("dc1"), Path.Combine(lab.Folder, "current"), lab.Options), new RecordingContext()));
        Assert.False(Directory.Exists(Path.Combine(published.Path, "versions")));
    }

    [Fact]
    public async Task A_reload_command_finds_the_folders_that_daemons_are_started_with()
    {
        await using var lab = await EdgeLab.StartAsync();
        var isThere = false;

        await lab.PublishAsync(lab.Request() with
        {
            SkipVerify = true,
            Reload = release =>
            {
                isThere = Directory.Exists(Path.Combine(lab.Folder, "run", "nginx"));
                return Task.CompletedTask;
            },
        });

        Assert.True(isThere);
    }

    [Theory]
    [InlineData("versions")]
    [InlineData("run")]
    [InlineData("run/nginx")]
    public async Task A_link_among_its_folders_is_refused(string name)
    {
        await using var lab = await EdgeLab.StartAsync();
        var (link, target) = (Path.Combine(lab.Folder, name), Directory.CreateDirectory(Path.Combine(lab.ScratchFolder, "elsewhere")).FullName);
        Directory.CreateDirectory(Path.GetDirectoryName(link)!);
        Directory.CreateSymbolicLink(link, target);

        var error = await Assert.ThrowsAsync<ClusterException>(() => lab.PublishAsync());

        Assert.Contains($"'{link}' is a link", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(target));
    }

    [Fact]
    public async Task What_changed_while_the_user_was_asked_is_published_too()
    {
        await using var lab = await EdgeLab.StartAsync();

        var published = await lab.Session.Edge.PublishAsync(lab.Request(), new RecordingContext { BeforeApproval = lab.AddHostAsync });

        await lab.AssertRunsAsync(published!.Version, isNew: true);
    }

    [Theory]
    [InlineData("")]
    [InlineData("deadbeefdeadbeef")]
    public async Task A_note_that_names_no_version_does_not_take_the_files_away(string note)
    {
        await using var lab = await EdgeLab.StartAsync();
        var first = await lab.PublishAsync();
        await File.WriteAllTextAsync(Path.Combine(lab.Folder, ".pending"), note, EdgeLab.Token);
        await lab.AddHostAsync();

        await Assert.ThrowsAsync<ClusterException>(() => lab.PublishAsync(Failing(lab)));

        await lab.AssertRunsAsync(first.Version, isNew: false);
        await lab.AssertRunsAsync((await lab.PublishAsync()).Version, isNew: true);
    }

    [Fact]
    public async Task A_first_publication_that_fails_leaves_its_checked_files_in_place()
    {
        await using var lab = await EdgeLab.StartAsync();

        var error = await Assert.ThrowsAsync<ClusterException>(() => lab.PublishAsync(Failing(lab)));

        Assert.Contains("There is no other version to go back to", error.Message, StringComparison.Ordinal);

        // Another try has none to go back to either.
        var reloads = 0;
        error = await Assert.ThrowsAsync<ClusterException>(() => lab.PublishAsync(lab.Request() with
        {
            Reload = _ => ++reloads > 0 ? throw new InvalidOperationException("no") : Task.CompletedTask,
        }));
        Assert.Contains("There is no other version to go back to", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, reloads);
        Assert.True(File.Exists(Path.Combine(lab.Folder, "current", "nginx", "nginx.conf")));
        Assert.Equal(PublicationState.Published, (await lab.PublishAsync()).State);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_manifest_that_cannot_be_read_is_written_anew_or_goes_with_its_version(bool isInUse)
    {
        await using var lab = await EdgeLab.StartAsync();
        var first = await lab.PublishAsync();
        var version = isInUse ? first.Version : "0123456789abcdef";
        var manifest = Path.Combine(Directory.CreateDirectory(Path.Combine(lab.Folder, "versions", version)).FullName, EdgeManifest.FileName);
        await File.WriteAllTextAsync(manifest, string.Empty, EdgeLab.Token);

        await lab.PublishAsync();
        await lab.AddHostAsync();
        var second = await lab.PublishAsync();

        await lab.AssertRunsAsync(second.Version, isNew: true);
        Assert.Equal(new[] { first.Version, second.Version }.Order(StringComparer.Ordinal), Versions(lab));
    }

    [Fact]
    public async Task Another_site_and_fewer_daemons_are_refused()
    {
        await using var lab = await EdgeLab.StartAsync();
        var both = lab.Request() with { Options = lab.Options with { Daemons = [EdgeDaemon.Nginx, EdgeDaemon.Dnsmasq] } };
        var first = await lab.PublishAsync(both);
        await lab.Session.Sites.CreateAsync(
            new SiteDraft { Name = "dc2", InternalDomain = "other.internal", DhcpRange = "10.9.0.10-10.9.0.20", SubnetMask = "/24", Gateway = "10.9.0.1" }, new RecordingContext());

        var site = await Assert.ThrowsAsync<ClusterException>(() => lab.PublishAsync(both with { Site = new SiteIdentity("dc2") }));
        var daemons = await Assert.ThrowsAsync<ClusterException>(() => lab.PublishAsync());

        Assert.Equal(("ForeignFile", "ForeignFile"), (site.ErrorId, daemons.ErrorId));
        Assert.Contains("holds the edge of site dc1", site.Message, StringComparison.Ordinal);
        Assert.Contains("has Dnsmasq too", daemons.Message, StringComparison.Ordinal);
        await lab.AssertRunsAsync(first.Version, isNew: false);
        Assert.Equal(PublicationState.Published, (await lab.PublishAsync(lab.Request() with { Force = true })).State);
    }

    private static EdgePublish Failing(EdgeLab lab) => lab.Request() with
    {
        Reload = release => release.IsRollback ? lab.ReloadAsync(release) : throw new InvalidOperationException("No such service."),
    };

    private static IEnumerable<string?> Versions(EdgeLab lab) =>
        Directory.GetDirectories(Path.Combine(lab.Folder, "versions")).Select(Path.GetFileName).Order(StringComparer.Ordinal);
}
