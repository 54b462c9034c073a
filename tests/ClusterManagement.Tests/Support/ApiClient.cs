using System.Net;
using System.Text.Json;
using ClusterManagement.Simulator;
using Xunit;

namespace ClusterManagement.Tests.Support;

/// <summary>An answer of the API, read.</summary>
internal sealed record ApiAnswer(HttpStatusCode Status, string Reason, JsonElement Data, string Body);

/// <summary>A bare client of the Proxmox VE API for tests, logged in with the token of the simulator.</summary>
internal sealed class ApiClient : IDisposable
{
    private readonly HttpClient _http;

    public ApiClient(ProxmoxSimulator simulator, string? token = null, Uri? url = null)
    {
        var handler = new SocketsHttpHandler { UseCookies = false };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null;
        _http = new HttpClient(handler) { BaseAddress = new Uri(url ?? simulator.Url, "/api2/json/") };
        Headers["Authorization"] = token ?? $"PVEAPIToken={simulator.Options.TokenId}={simulator.Options.TokenSecret}";
    }

    public Dictionary<string, string> Headers { get; } = [];

    public void Dispose() => _http.Dispose();

    public async Task<ApiAnswer> SendAsync(string method, string path, params (string Name, string Value)[] parameters)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var form = string.Join('&', parameters.Select(p => $"{Uri.EscapeDataString(p.Name)}={Uri.EscapeDataString(p.Value)}"));
        var inBody = method is "POST" or "PUT";
        var query = inBody || form.Length == 0 ? "" : "?" + form;
        using var request = new HttpRequestMessage(new HttpMethod(method), path.TrimStart('/') + query);
        if (inBody)
            request.Content = new StringContent(form, null, "application/x-www-form-urlencoded");
        foreach (var (name, value) in Headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await _http.SendAsync(request, cancellation);
        var body = await response.Content.ReadAsStringAsync(cancellation);
        var data = body.StartsWith('{') ? JsonDocument.Parse(body).RootElement.GetProperty("data").Clone() : default;
        return new ApiAnswer(response.StatusCode, response.ReasonPhrase ?? "", data, body);
    }

    public Task<ApiAnswer> GetAsync(string path) => SendAsync("GET", path);

    /// <summary>Creates a container with the usual parameters.</summary>
    public Task<ApiAnswer> CreateAsync(int vmId, params (string Name, string Value)[] more) => SendAsync(
        "POST",
        "/nodes/pve1/lxc",
        [
            ("vmid", $"{vmId}"),
            ("ostemplate", "local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst"),
            ("storage", "local-lvm"),
            .. more,
        ]);

    /// <summary>Waits for the task that an answer names and returns its exit status.</summary>
    public async Task<string> WaitAsync(ApiAnswer started)
    {
        var upid = started.Data.GetString()!;
        while (true)
        {
            var answer = await GetAsync($"/nodes/{upid.Split(':')[1]}/tasks/{Uri.EscapeDataString(upid)}/status");
            if (answer.Data.TryGetProperty("exitstatus", out var exitStatus))
                return exitStatus.GetString()!;
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }
}
