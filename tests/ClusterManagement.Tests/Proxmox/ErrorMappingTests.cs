using System.Text.Json;
using ClusterManagement.Providers.Proxmox;
using Xunit;

namespace ClusterManagement.Tests.Proxmox;

public sealed class ErrorMappingTests
{
    // The recorded errors each predicate must know, and no other.
    private static readonly Dictionary<string, (Func<RemoteApiException, bool> Predicate, string[] Names)> Expected = new()
    {
        ["IsDoesNotExist"] = (ProxmoxErrors.IsDoesNotExist,
        [
            "storage unknown", "create: unknown storage", "status missing CT", "config missing CT", "delete missing CT", "migrate unknown node",
            "CT after abort", "task unknown upid", "task stop finished", "root: mtu on missing bridge", "status deleted",
            "cluster: CT asked on wrong node", "aplinfo download unknown",
        ]),
        ["IsContainerMissing"] = (ProxmoxErrors.IsContainerMissing,
        [
            "status missing CT", "config missing CT", "delete missing CT", "CT after abort", "status deleted", "cluster: CT asked on wrong node",
        ]),
        ["IsTaskMissing"] = (ProxmoxErrors.IsTaskMissing, ["task unknown upid", "task stop finished"]),
        ["IsAlreadyExists"] = (ProxmoxErrors.IsAlreadyExists,
        [
            "oci pull again", "create: exists", "nextid taken", "clone to taken id", "restore over existing without force",
            "create same id while creating", "token create again", "cluster: nextid taken on other node",
        ]),
        ["IsVmIdTaken"] = (ProxmoxErrors.IsVmIdTaken,
        [
            "create: exists", "nextid taken", "clone to taken id", "restore over existing without force", "create same id while creating",
            "cluster: nextid taken on other node",
        ]),
        ["IsLocked"] = (ProxmoxErrors.IsLocked,
        [
            "clear lock via config", "config locked", "delete locked", "clone locked", "resize locked", "delete locked with force",
            "delete while creating",
        ]),
        ["IsNotRunning"] = (ProxmoxErrors.IsNotRunning,
            ["stop stopped", "shutdown stopped", "reboot stopped", "stop", "root: stop with skiplock"]),
        ["IsAlreadyRunning"] = (ProxmoxErrors.IsAlreadyRunning, ["start running", "resume"]),
        ["IsStillRunning"] = (ProxmoxErrors.IsStillRunning,
            ["delete running", "root: move volume of running CT", "root: convert running CT to template"]),
        ["IsLockTimeout"] = (ProxmoxErrors.IsLockTimeout, []),
        ["IsDigestMismatch"] = (ProxmoxErrors.IsDigestMismatch, ["config digest mismatch"]),
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_recorded_error_has_kind_id_and_text()
    {
        var count = 0;
        await foreach (var (recorded, error) in RecordedAsync())
        {
            count++;
            var status = recorded.GetProperty("status").GetInt32();
            var (id, kind) = status switch
            {
                401 => ("AuthenticationFailed", ClusterErrorKind.Authentication),
                403 => ("PermissionDenied", ClusterErrorKind.Permission),
                >= 595 => ("NotConnected", ClusterErrorKind.Connection),
                _ => ("RemoteApiError", ClusterErrorKind.RemoteApi),
            };
            Assert.Equal((status, id, kind), (error.HttpStatus, error.ErrorId, error.Kind));
            Assert.Equal("GET /version", error.Request);
            Assert.DoesNotContain("/usr/share", error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', error.Message);
            var reason = recorded.GetProperty("reason").GetString()!;
            Assert.Contains(reason.Split(" at /usr")[0].TrimEnd('.'), error.Message, StringComparison.Ordinal);

            foreach (var field in Fields(recorded))
            {
                Assert.True(error.FieldErrors.ContainsKey(field.Name));
                Assert.Contains(field.Name, error.Message, StringComparison.Ordinal);
                Assert.Contains(": " + field.Value.GetString()!.Trim().Split('\n')[0], error.Message, StringComparison.Ordinal);
            }
        }

        Assert.True(count >= 100);
    }

    [Fact]
    public async Task Predicates_know_exactly_their_recorded_errors()
    {
        var found = Expected.ToDictionary(e => e.Key, _ => new List<string>());
        await foreach (var (recorded, error) in RecordedAsync())
        {
            foreach (var (name, (predicate, _)) in Expected.Where(e => e.Value.Predicate(error)))
            {
                found[name].Add(recorded.GetProperty("name").GetString()!);
            }
        }

        Assert.All(Expected, e => Assert.Equal(e.Value.Names.Order(), found[e.Key].Distinct().Order()));
    }

    [Fact]
    public void Predicates_know_failed_tasks()
    {
        var failures = RecordedAnswers.ErrorsCatalogue().GetProperty("task_failures").EnumerateArray()
            .ToDictionary(f => f.GetProperty("name").GetString()!, f => Failed(f.GetProperty("exitstatus").GetString()!));
        Assert.True(ProxmoxErrors.IsDoesNotExist(failures["create: no template"]!));
        Assert.False(ProxmoxErrors.IsContainerMissing(failures["create: no template"]!));
        Assert.True(ProxmoxErrors.IsContainerMissing(failures["start missing CT"]!));
        Assert.True(ProxmoxErrors.IsAlreadyExists(failures["snapshot duplicate"]!));
        Assert.True(ProxmoxErrors.IsDoesNotExist(failures["rollback missing"]!));
        Assert.True(ProxmoxErrors.IsLocked(failures["start locked"]!));
        Assert.Null(failures["start with warnings"]);
    }

    [Theory]
    [InlineData("can't lock file '/run/lock/lxc/pve-config-100.lock' - got timeout")]
    [InlineData("trying to acquire lock... can't lock file '/var/lock/pve-manager/pve-storage-local' - got timeout")]
    [InlineData("error with cfs lock 'storage-nfs': got lock request timeout")]
    public async Task Lock_timeouts_are_told_apart(string text)
    {
        var error = await ErrorAsync(500, text, $$"""{"data":null,"message":"{{text}}\n"}""");
        Assert.True(ProxmoxErrors.IsLockTimeout(error));
        Assert.False(ProxmoxErrors.IsLocked(error));
    }

    [Fact]
    public async Task Old_releases_say_it_in_the_reason_phrase_only()
    {
        var error = await ErrorAsync(500, "CT 100 already exists on node 'pve'", """{"data":null}""");
        Assert.True(ProxmoxErrors.IsVmIdTaken(error));
        Assert.Equal("Proxmox at pve1:8006 refused GET /version: CT 100 already exists on node 'pve'.", error.Message);
    }

    [Fact]
    public async Task A_page_in_place_of_the_api_is_an_error()
    {
        var error = await ErrorAsync(200, "OK", "<html>Welcome</html>");
        Assert.Equal("RemoteApiError", error.ErrorId);
        Assert.Contains("not JSON", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", 595, false)]
    [InlineData("POST", 595, false)]
    [InlineData("POST", 596, true)]
    [InlineData("POST", 502, true)]
    [InlineData("POST", 500, false)]
    public async Task A_change_lost_behind_a_proxy_is_ambiguous(string method, int status, bool isAmbiguous)
    {
        using var client = Clients.Answering(string.Empty, status, "gone");
        var error = await Assert.ThrowsAsync<RemoteApiException>(() =>
            method == "GET" ? client.GetVersionAsync(Token) : client.StartAsync("pve1", 100, Token));
        Assert.Equal(isAmbiguous, error.IsAmbiguous);
    }

    private static RemoteApiException? Failed(string exit)
    {
        var result = new TaskResult(Upid.Parse("UPID:pve1:00000049:0006707A:6B049E5A:vzcreate:150:root@pam:"), exit, []);
        return result.IsSuccess ? null : Assert.Throws<RemoteApiException>(() => result.EnsureSuccess("Creating"));
    }

    private static async Task<RemoteApiException> ErrorAsync(int status, string reason, string body)
    {
        using var client = Clients.Answering(body, status, reason);
        return await Assert.ThrowsAsync<RemoteApiException>(() => client.GetVersionAsync(Token));
    }

    private static async IAsyncEnumerable<(JsonElement Recorded, RemoteApiException Error)> RecordedAsync()
    {
        foreach (var recorded in RecordedAnswers.ErrorsCatalogue().GetProperty("http_errors").EnumerateArray())
        {
            var json = recorded.GetProperty("json");
            var body = json.ValueKind == JsonValueKind.Null ? recorded.GetProperty("raw").GetString() : json.GetRawText();
            yield return (recorded, await ErrorAsync(recorded.GetProperty("status").GetInt32(), recorded.GetProperty("reason").GetString()!, body!));
        }
    }

    private static IEnumerable<JsonProperty> Fields(JsonElement recorded) =>
        recorded.GetProperty("json") is { ValueKind: JsonValueKind.Object } json && json.TryGetProperty("errors", out var errors)
            ? errors.EnumerateObject()
            : [];
}
