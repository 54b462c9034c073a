using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using ClusterManagement.Providers.Proxmox;
using Xunit;

namespace ClusterManagement.Tests.Proxmox;

/// <summary>Every request the client can make is one the API describes, in every release it is described for.</summary>
public sealed class SchemaTests
{
    private static readonly string[] Releases = ["8.4.5", "9.1.2", "9.2.3"];

    [Fact]
    public async Task Requests_are_those_the_api_describes()
    {
        var endpoints = RecordedAnswers.Schema().GetProperty("endpoints").EnumerateArray().ToList();
        var handler = new StubHandler(Answer);
        await AskEverythingAsync(handler);
        Assert.True(handler.Requests.Count >= 20);
        Assert.All(handler.Requests, request =>
        {
            var path = request.Path["/api2/json".Length..];
            var endpoint = Assert.Single(endpoints, e => e.GetProperty("method").GetString() == request.Method && Fits(e, path));
            var given = Names(request.Query.TrimStart('?')).Concat(Names(request.Body ?? string.Empty)).ToList();
            var known = endpoint.GetProperty("parameters").EnumerateArray().ToDictionary(p => p.GetProperty("name").GetString()!);
            Assert.All(given, name => Assert.True(known.ContainsKey(name) || known.ContainsKey(Regex.Replace(name, @"\d+$", "[n]")), $"{path} {name}"));
            Assert.All(
                known.Values.Where(p => p.GetProperty("in").GetString() != "path" && !IsOptional(p)),
                p => Assert.Contains(p.GetProperty("name").GetString(), given));
            Assert.All(Releases, release => Assert.True(endpoint.GetProperty("availability").GetProperty(release).GetBoolean(), path));
        });
    }

    private static bool IsOptional(JsonElement parameter) => parameter.TryGetProperty("optional", out var optional) && optional.GetBoolean();

    private static bool Fits(JsonElement endpoint, string path) =>
        Regex.IsMatch(path, "^" + Regex.Replace(endpoint.GetProperty("path").GetString()!, @"\{[^}]+\}", "[^/]+") + "$");

    private static IEnumerable<string> Names(string form) =>
        form.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => WebUtility.UrlDecode(pair.Split('=')[0]));

    private static HttpResponseMessage Answer(StubHandler.Seen seen)
    {
        const string task = "\"UPID:pve1:00000051:00067121:6B049E5B:vzstart:100:root@pam:\"";
        var isObject = Regex.IsMatch(seen.Path, "(/(version|config|current)|/nodes/[^/]+/status|/tasks/[^/]+/status)$");
        return StubHandler.Reply("{\"data\":" + seen switch
        {
            { Path: "/api2/json/access/ticket" } => """{"ticket":"PVE:root@pam:1::x","CSRFPreventionToken":"c"}""",
            { Method: "GET", Path: "/api2/json/cluster/nextid" } => "\"100\"",
            { Method: "GET" } => isObject ? "{}" : "[]",
            { Method: "PUT" } => "null",
            _ => task,
        } + "}");
    }

    private static async Task AskEverythingAsync(StubHandler handler)
    {
        var stop = TestContext.Current.CancellationToken;
        var task = Upid.Parse("UPID:pve1:00000051:00067121:6B049E5B:vzstart:100:root@pam:");
        using var client = new ProxmoxClient(Clients.UserEndpoint, handler);
        await client.GetVersionAsync(stop);
        await client.GetNodesAsync(stop);
        await client.GetNodeStatusAsync("pve1", stop);
        await client.GetClusterStatusAsync(stop);
        await client.GetBridgesAsync("pve1", stop);
        await client.GetNextIdAsync(100, stop);
        await client.GetResourcesAsync(ProxmoxResourceType.Storage, stop);
        await client.GetStoragesAsync("pve1", stop);
        await client.GetStorageContentAsync("pve1", "local", "vztmpl", stop);
        await client.CreateContainerAsync("pve1", EveryOption(), stop);
        await client.ListContainersAsync("pve1", stop);
        await client.GetContainerConfigAsync("pve1", 100, stop);
        await client.UpdateContainerConfigAsync("pve1", 100, new Dictionary<string, string> { ["memory"] = "512" }, ["net1"], "abc", stop);
        await client.GetContainerStatusAsync("pve1", 100, stop);
        await client.StartAsync("pve1", 100, stop);
        await client.StopAsync("pve1", 100, stop);
        await client.ShutdownAsync("pve1", 100, TimeSpan.FromSeconds(5), true, stop);
        await client.RebootAsync("pve1", 100, TimeSpan.FromSeconds(5), stop);
        await client.DeleteContainerAsync("pve1", 100, true, true, true, stop);
        await client.GetInterfacesAsync("pve1", 100, stop);
        await client.GetTasksAsync("pve1", 100, ProxmoxTaskSource.All, 5, stop);
        await client.GetTaskStatusAsync(task, stop);
        await client.GetTaskLogAsync(task, stop);
        await client.StopTaskAsync(task, stop);
    }

    private static ContainerCreateRequest EveryOption() => new()
    {
        VmId = 100,
        OsTemplate = "local:vztmpl/a.tar.zst",
        Hostname = "web1",
        Cores = 1,
        MemoryMiB = 512,
        SwapMiB = 0,
        RootStorage = "local-lvm",
        DiskGiB = 8,
        Net0 = new NetworkInterfaceSpec { Bridge = "vmbr0" },
        Nameserver = "1.1.1.1",
        SearchDomain = "lan",
        SshPublicKeys = "ssh-ed25519 AAAA",
        Password = "hunter22",
        Nesting = true,
        OnBoot = true,
        Description = "x",
        Tags = ["a"],
        Pool = "p",
    };
}
