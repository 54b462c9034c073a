using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using ClusterManagement.Simulator;

namespace ClusterManagement.Tests.Simulator;

/// <summary>A simulator in the state the recording began with, and the means to send the recorded requests.</summary>
internal sealed partial class ReplaySession : IAsyncDisposable
{
    private readonly IReadOnlyList<Interaction> _recording;
    private readonly ProxmoxSimulator _simulator;
    private readonly HttpClient _client;
    private readonly ReplayMap _map = new();

    public ReplaySession(IReadOnlyList<Interaction> recording)
    {
        _recording = recording;
        _simulator = ProxmoxSimulator.Start(InitialState());
        _client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = _simulator.Url };
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _simulator.DisposeAsync();
    }

    /// <summary>Sends a recorded request; what differs in the answer is returned.</summary>
    public async Task<IReadOnlyList<string>> SendAsync(Interaction interaction, CancellationToken cancellation)
    {
        PrepareOutside(interaction);
        await PrepareTaskAsync(interaction);
        using var request = Request(interaction);
        using var response = await _client.SendAsync(request, cancellation);
        var body = await response.Content.ReadAsStringAsync(cancellation);
        _map.Learn(interaction.Answer, body);
        return Differences(interaction, response, body).ToList();
    }

    private static SimulatorOptions InitialState() => new()
    {
        UseTls = false,
        TaskDuration = TimeSpan.Zero,
        Nodes = [new SimulatedNode("pve1", "10.0.0.2")],
        Storages =
        [
            new SimulatedStorage("local", "dir", "backup,iso,vztmpl"),
            new SimulatedStorage("local-lvm", "lvmthin", "rootdir,images"),
        ],
        Templates = ["local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst", "local:vztmpl/alpine-3.22-default_20250617_amd64.tar.xz"],
        Bridges = ["vmbr0", "vmbr1"],
        TokenSecret = "11111111-2222-3333-4444-555555555555",
        UnprivilegedTokenId = "root@pam!privsep",
        UnprivilegedTokenSecret = "66666666-2222-3333-4444-555555555555",
        Password = "secret1",
        Users =
        [
            new SimulatedUser("admin@pve", "secret1", "Administrator"),
            new SimulatedUser("auditor@pve", null, "PVEAuditor"),
        ],
        Tokens = [new SimulatedToken("auditor@pve!ro", "22222222-2222-3333-4444-555555555555")],
    };

    /// <summary>What happened to the cluster between two requests without the API.</summary>
    private void PrepareOutside(Interaction interaction)
    {
        switch (interaction.Name)
        {
            case "start fails":
                _simulator.SetLock(110, null);
                break;
            case "cluster: nodes":
                _simulator.AddNode(new SimulatedNode("pve2", "10.0.0.3") { IsOnline = false });
                _simulator.AddContainer(120, "pve2");
                break;
        }
    }

    /// <summary>A task that was seen running is held until it is next seen stopped; other tasks end at once.</summary>
    private async Task PrepareTaskAsync(Interaction interaction)
    {
        if (Upid().Match(interaction.Answer) is { Success: true } started && interaction.Method != "GET")
        {
            var seen = _recording
                .Where(i => i.Index > interaction.Index && Uri.UnescapeDataString(i.Url).Contains(started.Value, StringComparison.Ordinal))
                .ToList();
            _simulator.Faults.Add(new Fault
            {
                TaskDuration = seen.Exists(i => IsStatus(i, "running")) || seen.Exists(i => i.Method == "DELETE")
                    ? Timeout.InfiniteTimeSpan
                    : TimeSpan.Zero,
                TaskExitStatus = interaction.Name switch
                {
                    "start fails" => "startup for container '110' failed",
                    "start with warnings" => "WARNINGS: 1",
                    _ => null,
                },
            });
        }
        else if (IsStatus(interaction, "stopped"))
        {
            await _simulator.ReleaseTasksAsync();
        }
    }

    private static bool IsStatus(Interaction interaction, string status) =>
        interaction.Url.EndsWith("/status", StringComparison.Ordinal)
        && interaction.Answer.Contains($"\"status\":\"{status}\"", StringComparison.Ordinal);

    private HttpRequestMessage Request(Interaction interaction)
    {
        var request = new HttpRequestMessage(new HttpMethod(interaction.Method), _map.Rewrite(interaction.Url));
        if (interaction.Name == "POST chunked")
        {
            request.Content = new StringContent("vmid=100");
            request.Headers.TransferEncodingChunked = true;
        }
        else if (interaction.Body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(_map.Rewrite(interaction.Body)));
        }
        foreach (var (name, value) in interaction.Headers)
        {
            if (name != "Content-Type")
                request.Headers.TryAddWithoutValidation(name, _map.Rewrite(value));
            else if (request.Content is not null)
                request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(value);
        }
        return request;
    }

    private static IEnumerable<string> Differences(Interaction interaction, HttpResponseMessage response, string body)
    {
        if ((int)response.StatusCode != interaction.Status)
            yield return $"status {(int)response.StatusCode} {response.ReasonPhrase}, not {interaction.Status} {interaction.Reason}";
        else if (ReplayMap.Neutral(response.ReasonPhrase ?? "") != ReplayMap.Neutral(interaction.Reason))
            yield return $"reason '{response.ReasonPhrase}', not '{interaction.Reason}'";
        if (!response.Headers.Connection.SequenceEqual(interaction.Connection, StringComparer.OrdinalIgnoreCase))
            yield return $"Connection: {string.Join(", ", response.Headers.Connection)}, not {string.Join(", ", interaction.Connection)}";
        if (response.Content.Headers.ContentType?.ToString().Replace("; ", ";", StringComparison.Ordinal) != interaction.ContentType)
            yield return $"Content-Type: {response.Content.Headers.ContentType}, not {interaction.ContentType}";
        foreach (var difference in AnswerComparison.Differences(interaction.Answer, body))
            yield return difference;
    }

    [GeneratedRegex(@"UPID:[^""]+:")]
    private static partial Regex Upid();
}
