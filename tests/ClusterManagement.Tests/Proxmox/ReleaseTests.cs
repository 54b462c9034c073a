using System.Text.Json;
using System.Text.RegularExpressions;
using ClusterManagement.Providers.Proxmox.Transport;
using Xunit;

namespace ClusterManagement.Tests.Proxmox;

/// <summary>What a node's release does not know is not sent to it.</summary>
public sealed class ReleaseTests
{
    private const string Created = """{"data":"UPID:pve1:00000051:00067121:6B049E5B:vzcreate:100:root@pam!automation:"}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void The_table_agrees_with_the_official_schema()
    {
        var endpoints = RecordedAnswers.Schema().GetProperty("endpoints").EnumerateArray()
            .ToDictionary(e => $"{e.GetProperty("method")} {Regex.Replace(e.GetProperty("path").GetString()!, @"\{[^}]+\}", "*")}");
        Assert.All(NewerOption.All, option =>
        {
            var schema = endpoints[$"{option.Method} {option.Path}"];
            var isIn91 = option is { Major: 9, Minor: <= 1 };
            if (option.Parameter is null)
            {
                Assert.False(schema.GetProperty("availability").GetProperty("8.4.5").GetBoolean());
                Assert.Equal(isIn91, schema.GetProperty("availability").GetProperty("9.1.2").GetBoolean());
                return;
            }

            var names = new[] { option.Parameter, option.Parameter + "[n]" };
            var diff = schema.GetProperty("diff_against_older");
            if (option.Part is null)
            {
                Assert.Contains(Names(diff, "8.4.5", "added_since"), names.Contains);
                Assert.Equal(!isIn91, Names(diff, "9.1.2", "added_since").Any(names.Contains));
            }
            else
            {
                Assert.Contains(Names(diff, "8.4.5", "changed"), names.Contains);
                var parameter = schema.GetProperty("parameters").EnumerateArray().Single(p => names.Contains(p.GetProperty("name").GetString()));
                Assert.True(parameter.GetProperty("format").TryGetProperty(option.Part, out _), option.Part);
            }
        });
    }

    [Fact]
    public void The_table_has_every_endpoint_and_parameter_of_containers_that_8_does_not_know()
    {
        string[] used = ["/nodes/*/lxc", "/nodes/*/lxc/*/config", "/nodes/*/lxc/*/migrate", "/nodes/*/query-oci-repo-tags", "/nodes/*/storage/*/oci-registry-pull",
            "/nodes/*/lxc/*/clone", "/nodes/*/lxc/*/resize", "/nodes/*/lxc/*/snapshot", "/nodes/*/storage/*/download-url", "/nodes/*/aplinfo"];
        var missing = new List<string>();
        foreach (var endpoint in RecordedAnswers.Schema().GetProperty("endpoints").EnumerateArray())
        {
            var method = endpoint.GetProperty("method").GetString()!;
            var path = Regex.Replace(endpoint.GetProperty("path").GetString()!, @"\{[^}]+\}", "*");
            if (!used.Contains(path)) continue;
            var known = NewerOption.All.Where(option => option.Method == method && option.Path == path).ToList();
            if (!endpoint.GetProperty("availability").GetProperty("8.4.5").GetBoolean() && !known.Exists(option => option.Parameter is null))
            {
                missing.Add($"{method} {path}");
            }

            if (!endpoint.TryGetProperty("diff_against_older", out var diff)) continue;
            var added = Names(diff, "8.4.5", "added_since").Where(name => !known.Exists(option => option.Parameter == name.Replace("[n]", string.Empty, StringComparison.Ordinal)));
            missing.AddRange(added.Select(name => $"{method} {path} {name}"));
        }

        Assert.Equal([], missing);
    }

    [Theory]
    [InlineData("env", "A=1", "8.4.5", false)]
    [InlineData("env", "A=1", "9.0.11", false)]
    [InlineData("env", "A=1", "9.1.2", true)]
    [InlineData("entrypoint", "/bin/app", "8.4.5", false)]
    [InlineData("net0", "name=eth0,bridge=vmbr0,host-managed=1", "8.4.5", false)]
    [InlineData("net0", "name=eth0,bridge=vmbr0,host-managed=1", "9.1.2", true)]
    [InlineData("mp0", "local-lvm:8,mp=/data,keepattrs=1", "9.1.2", false)]
    [InlineData("mp0", "local-lvm:8,mp=/data,keepattrs=1", "9.2.0", true)]
    public async Task What_was_asked_for_and_is_not_known_is_a_clear_error(string name, string value, string version, bool isSent)
    {
        var handler = Node(version);
        using var client = Clients.Over(handler);
        Task Change() => client.UpdateContainerConfigAsync("pve1", 100, new Dictionary<string, string> { [name] = value }, null, null, Token);
        if (isSent)
        {
            await Change();
            Assert.Contains(Uri.EscapeDataString(value).Replace("%20", "+", StringComparison.Ordinal), handler.Requests[^1].Body, StringComparison.Ordinal);
            return;
        }

        var error = await Assert.ThrowsAsync<RemoteApiException>(Change);
        Assert.Equal((ErrorIds.NodeTooOld, ClusterErrorKind.InvalidValue), (error.ErrorId, error.Kind));
        Assert.Contains($"node pve1 runs {version}", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(handler.Requests, request => request.Method == "PUT");
    }

    [Fact]
    public async Task A_default_is_left_away_silently()
    {
        var handler = Node("8.4.5");
        using var client = Clients.Over(handler);
        var changes = new Dictionary<string, string>
        {
            ["env"] = "",
            ["memory"] = "512",
            ["net0"] = "name=eth0,bridge=vmbr0,host-managed=0",
            ["mp0"] = "local-lvm:8,mp=/data,keepattrs=0",
        };
        await client.UpdateContainerConfigAsync("pve1", 100, changes, null, null, Token);
        Assert.Equal("memory=512&mp0=local-lvm%3A8%2Cmp%3D%2Fdata&net0=name%3Deth0%2Cbridge%3Dvmbr0", handler.Requests[^1].Body);
    }

    [Fact]
    public async Task A_node_is_asked_for_its_release_once_and_only_when_it_matters()
    {
        var handler = Node("9.2.11");
        using var client = Clients.Over(handler);
        var plain = new Dictionary<string, string> { ["memory"] = "512" };
        await client.UpdateContainerConfigAsync("pve1", 100, plain, null, null, Token);
        Assert.Single(handler.Requests);
        var newer = new Dictionary<string, string> { ["env"] = "A=1" };
        foreach (var node in new[] { "pve1", "pve1", "pve2", "pve2" })
        {
            await client.UpdateContainerConfigAsync(node, 100, newer, null, null, Token);
        }

        Assert.Equal(
            ["/api2/json/nodes/pve1/version", "/api2/json/nodes/pve2/version"],
            handler.Requests.Where(request => request.Method == "GET").Select(request => request.Path));
    }

    [Fact]
    public async Task A_node_that_was_upgraded_is_not_refused_by_what_it_said_before()
    {
        var version = "9.0.11";
        var handler = new StubHandler(seen => StubHandler.Reply(seen.Method == "GET" ? $$"""{"data":{"version":"{{version}}","release":"{{version[..3]}}"} }""" : """{"data":null}"""));
        using var client = Clients.Over(handler);
        Task Change() => client.UpdateContainerConfigAsync("pve1", 100, new Dictionary<string, string> { ["env"] = "A=1" }, null, null, Token);
        await Assert.ThrowsAsync<RemoteApiException>(Change);

        version = "9.1.2";
        await Change();

        Assert.Equal("env=A%3D1", handler.Requests[^1].Body);
    }

    private static StubHandler Node(string version) => new(seen => StubHandler.Reply(seen switch
    {
        { Method: "GET" } => $$"""{"data":{"version":"{{version}}","release":"{{version[..3]}}"} }""",
        { Method: "POST" } => Created,
        _ => """{"data":null}""",
    }));

    private static IEnumerable<string> Names(JsonElement diff, string release, string what) =>
        diff.TryGetProperty(release, out var one) ? one.GetProperty(what).EnumerateArray().Select(name => name.GetString()!) : [];
}
