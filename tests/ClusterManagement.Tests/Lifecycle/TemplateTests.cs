using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using ClusterManagement.Simulator;
using ClusterManagement.Tests.Support;
using Xunit;

namespace ClusterManagement.Tests.Lifecycle;

/// <summary>Templates: what is there, what can be had, and how it comes to a node.</summary>
public sealed class TemplateTests
{
    // The simulator's file of an address has the checksum of the address.
    private static string ChecksumOf(string url) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(url)));

    [Fact]
    public async Task What_is_there_and_what_can_be_had_are_two_lists()
    {
        await using var lab = await EngineLab.StartAsync();
        var there = await lab.Session.Templates.ReadAsync(new NodeIdentity("pve1"), false, new RecordingContext());
        var available = await lab.Session.Templates.ReadAsync(new NodeIdentity("pve1"), true, new RecordingContext());

        Assert.Equal(3, there.Count);
        Assert.All(there, template => Assert.Equal((true, "pve1", $"local:vztmpl/{template.FileName}"), (template.IsDownloaded, template.Node, template.Template)));
        Assert.Contains(available, template => template is { FileName: "debian-13-standard_13.1-2_amd64.tar.zst", IsDownloaded: false, Size: null });
    }

    [Theory]
    [MemberData(nameof(Downloads))]
    public async Task A_template_comes_once_and_the_second_time_is_a_success(TemplateDownload download, string file)
    {
        await using var lab = await EngineLab.StartAsync();
        var first = await SaveAsync(lab, download);
        var jobs = await lab.JobsAsync();
        lab.ForgetRequests();
        var context = new RecordingContext();
        var second = await SaveAsync(lab, download, context);

        Assert.Equal($"local:vztmpl/{file}", first.Template);
        Assert.Equal(first, second);
        Assert.DoesNotContain(lab.Simulator.Requests, request => request.Method != "GET");
        Assert.Contains(context.Lines, line => line.Contains("already", StringComparison.Ordinal));
        Assert.Equal(($"Download template {file}", "node/pve1", JobState.Success), (jobs[0].Name, jobs[0].AssociatedResource, jobs[0].Status));
        Assert.Single(await lab.JobsAsync());
        Assert.Contains(await lab.Session.Templates.ReadAsync(download.Node, false, context), template => template.FileName == file);
    }

    public static TheoryData<TemplateDownload, string> Downloads()
    {
        var node = new NodeIdentity("pve1");
        return new()
        {
            { new TemplateDownload { Node = node, Name = "debian-13" }, "debian-13-standard_13.1-2_amd64.tar.zst" },
            { new TemplateDownload { Node = node, Url = new Uri("https://images.example.com/a/my%20root.tar.xz?x=1"), Checksum = ChecksumOf("https://images.example.com/a/my%20root.tar.xz?x=1") }, "my_root.tar.xz" },
            { new TemplateDownload { Node = node, Url = new Uri("https://images.example.com/latest"), FileName = "own.tar.gz" }, "own.tar.gz" },
            { new TemplateDownload { Node = node, Reference = "docker.io/library/nginx:alpine" }, "nginx_alpine.tar" },
            { new TemplateDownload { Node = node, Reference = "docker.io/library/redis:7-alpine", FileName = "my cache.tar" }, "my_cache.tar" },
        };
    }

    [Fact]
    public async Task The_checksum_travels_with_its_algorithm()
    {
        await using var lab = await EngineLab.StartAsync();
        var checksum = ChecksumOf("https://images.example.com/a.tar.xz");
        await SaveAsync(lab, new TemplateDownload { Node = new NodeIdentity("pve1"), Url = new Uri("https://images.example.com/a.tar.xz"), Checksum = checksum.ToUpperInvariant() });
        var sent = Assert.Single(lab.Simulator.Requests, request => request.Path.EndsWith("/download-url", StringComparison.Ordinal)).Parameters;
        Assert.Equal((checksum, "sha256", "vztmpl"), (sent["checksum"], sent["checksum-algorithm"], sent["content"]));

        var error = await Assert.ThrowsAsync<RemoteApiException>(
            () => SaveAsync(lab, new TemplateDownload { Node = new NodeIdentity("pve1"), Url = new Uri("https://images.example.com/b.tar.xz"), Checksum = new string('0', 64) }));
        Assert.Contains("checksum mismatch", error.Message, StringComparison.Ordinal);
        Assert.Equal(JobState.Failure, (await lab.JobsAsync())[0].Status);
    }

    [Theory]
    [InlineData("/download-url$")]
    [InlineData("/oci-registry-pull$")]
    [InlineData("/aplinfo$")]
    public async Task What_somebody_else_brought_meanwhile_or_a_lost_answer_hid_is_found(string path)
    {
        var node = new NodeIdentity("pve1");
        var download = path switch
        {
            "/download-url$" => new TemplateDownload { Node = node, Url = new Uri("https://images.example.com/a.tar.xz") },
            "/oci-registry-pull$" => new TemplateDownload { Node = node, Reference = "docker.io/library/alpine:latest" },
            _ => new TemplateDownload { Node = node, Name = "debian-13" },
        };
        await using var lab = await EngineLab.StartAsync();
        lab.Simulator.Faults.Add(new Fault { Method = "POST", PathPattern = new Regex(path), DropConnection = ConnectionDrop.AfterProcessing });
        Assert.True((await SaveAsync(lab, download)).IsDownloaded);
    }

    [Theory]
    [InlineData("8.4.5", "NodeTooOld")]
    [InlineData("9.2.11", "RemoteApiError")]
    public async Task Images_need_a_new_release_and_have_to_exist(string version, string errorId)
    {
        await using var lab = await EngineLab.StartAsync(new SimulatorOptions { TaskDuration = TimeSpan.Zero, Version = version });
        var error = await Assert.ThrowsAnyAsync<ClusterException>(
            () => SaveAsync(lab, new TemplateDownload { Node = new NodeIdentity("pve1"), Reference = "docker.io/library/doesnotexist:1" }));
        Assert.Equal(errorId, error.ErrorId);
    }

    [Fact]
    public async Task What_the_catalogue_or_the_node_lacks_is_said()
    {
        await using var lab = await EngineLab.StartAsync();
        var node = new NodeIdentity("pve1");
        Assert.Equal("TemplateNotFound", (await Assert.ThrowsAsync<ClusterException>(() => SaveAsync(lab, new TemplateDownload { Node = node, Name = "windows" }))).ErrorId);
        var error = await Assert.ThrowsAsync<InvalidValueException>(() => SaveAsync(lab, new TemplateDownload { Node = node, Name = "debian-13", Storage = "local-lvm" }));
        Assert.Contains("Usable: local", error.Message, StringComparison.Ordinal);
        Assert.Empty(await lab.JobsAsync());
    }

    [Theory]
    [MemberData(nameof(Nonsense))]
    public async Task Nonsense_is_refused_before_anything_is_sent(string parameter, TemplateDownload download)
    {
        await using var lab = await EngineLab.StartAsync();
        lab.ForgetRequests();
        Assert.Equal(parameter, (await Assert.ThrowsAsync<InvalidValueException>(() => SaveAsync(lab, download))).Parameter);
        Assert.Empty(lab.Simulator.Requests);
    }

    public static TheoryData<string, TemplateDownload> Nonsense()
    {
        var node = new NodeIdentity("pve1");
        return new()
        {
            { "Url", new TemplateDownload { Node = node, Url = new Uri("ftp://example.com/a.tar.gz") } },
            { "Url", new TemplateDownload { Node = node, Url = new Uri("https://user:secret@example.com/a.tar.gz") } },
            { "Url", new TemplateDownload { Node = node, Url = new Uri("https://example.com/a.iso") } },
            { "Checksum", new TemplateDownload { Node = node, Url = new Uri("https://example.com/a.tar.gz"), Checksum = "abc" } },
            { "Checksum", new TemplateDownload { Node = node, Name = "debian-13", Checksum = ChecksumOf("debian-13") } },
            { "Reference", new TemplateDownload { Node = node, Reference = "docker.io/library/nginx" } },
            { "FileName", new TemplateDownload { Node = node, Name = "debian-13", FileName = "x.tar.gz" } },
            { "FileName", new TemplateDownload { Node = node, Url = new Uri("https://example.com/a.tar.gz"), FileName = "x.zip" } },
        };
    }

    [Fact]
    public async Task Cancelling_a_download_aborts_it()
    {
        await using var lab = await EngineLab.StartAsync();
        var fault = lab.Simulator.Faults.Add(new Fault { Method = "POST", PathPattern = new Regex("/aplinfo$"), TaskDuration = Timeout.InfiniteTimeSpan });
        using var cancellation = new CancellationTokenSource();
        var saving = SaveAsync(lab, new TemplateDownload { Node = new NodeIdentity("pve1"), Name = "debian-13" }, new RecordingContext(cancellation.Token));
        await Eventually.IsTrueAsync(
            () => fault.Hits > 0 && lab.Simulator.Requests.Any(request => request.Path.EndsWith("/status", StringComparison.Ordinal)), "the download did not begin");
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => saving);
        Assert.Contains(lab.Simulator.Requests, request => request.Method == "DELETE" && request.Path.Contains(":download:", StringComparison.Ordinal));
        Assert.Equal(JobState.Cancelled, (await lab.JobsAsync())[0].Status);
    }

    [Fact]
    public async Task Cancelling_before_the_answer_aborts_the_download_all_the_same()
    {
        await using var lab = await EngineLab.StartAsync();
        var fault = lab.Simulator.Faults.Add(new Fault
        {
            Method = "POST",
            PathPattern = new Regex("/aplinfo$"),
            TaskDuration = Timeout.InfiniteTimeSpan,
            AnswerDelay = TimeSpan.FromMilliseconds(500),
        });
        using var cancellation = new CancellationTokenSource();
        var saving = SaveAsync(lab, new TemplateDownload { Node = new NodeIdentity("pve1"), Name = "debian-13" }, new RecordingContext(cancellation.Token));
        await Eventually.IsTrueAsync(() => fault.Hits > 0, "the download did not begin");
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => saving);
        Assert.Contains(lab.Simulator.Requests, request => request.Method == "DELETE" && request.Path.Contains(":download:", StringComparison.Ordinal));
    }

    private static async Task<ClusterTemplate> SaveAsync(EngineLab lab, TemplateDownload download, RecordingContext? context = null) =>
        await lab.Session.Templates.SaveAsync(download, context ?? new RecordingContext())
        ?? throw new InvalidOperationException("The download was not approved.");
}
