using System.Net;
using System.Text.Json;
using ClusterManagement.Simulator;
using ClusterManagement.Tests.Support;
using Xunit;

namespace ClusterManagement.Tests.Simulator;

public sealed class AccessTests : IDisposable
{
    private readonly ProxmoxSimulator _simulator = ProxmoxSimulator.Start(new SimulatorOptions { TaskDuration = TimeSpan.Zero });

    public void Dispose() => _simulator.Dispose();

    [Fact]
    public async Task A_ticket_works_as_cookie_and_writing_needs_the_csrf_token()
    {
        using var client = new ApiClient(_simulator);
        var login = await LogInAsync(client, _simulator.Options.Password);
        client.Headers.Clear();
        client.Headers["Cookie"] = $"PVEAuthCookie={Uri.EscapeDataString(login.GetProperty("ticket").GetString()!)}";

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/version")).Status);
        var refused = await client.CreateAsync(100);
        Assert.Equal((HttpStatusCode.Unauthorized, "Permission denied - invalid csrf token"), (refused.Status, refused.Reason));
        Assert.Empty(_simulator.Containers);

        client.Headers["CSRFPreventionToken"] = login.GetProperty("CSRFPreventionToken").GetString()!;
        Assert.Equal("OK", await client.WaitAsync(await client.CreateAsync(100)));
        Assert.Equal("root@pam", _simulator.Requests[^1].User);
    }

    [Fact]
    public async Task A_wrong_password_is_refused_with_a_body_and_a_wrong_token_without()
    {
        using var client = new ApiClient(_simulator, "PVEAPIToken=root@pam!automation=nonsense");
        var password = await client.SendAsync("POST", "/access/ticket", ("username", "root@pam"), ("password", "nonsense"));
        var token = await client.GetAsync("/version");

        Assert.Equal((HttpStatusCode.Unauthorized, "authentication failure"), (password.Status, password.Reason));
        Assert.Equal("{\"data\":null,\"message\":\"authentication failure\\n\"}", password.Body);
        Assert.Equal((HttpStatusCode.Unauthorized, "Authentication failed!", ""), (token.Status, token.Reason, token.Body));
    }

    [Fact]
    public async Task A_token_without_rights_is_forbidden_to_create()
    {
        var options = _simulator.Options;
        using var client = new ApiClient(_simulator, $"PVEAPIToken={options.UnprivilegedTokenId}={options.UnprivilegedTokenSecret}");
        var answer = await client.CreateAsync(100);

        Assert.Equal((HttpStatusCode.Forbidden, "Permission check failed"), (answer.Status, answer.Reason));
    }

    [Fact]
    public async Task A_bind_mount_is_for_root_and_a_token_of_root_is_not_root()
    {
        using var client = new ApiClient(_simulator);
        var refused = await client.CreateAsync(100, ("mp0", "/srv/data,mp=/data"));
        var login = await LogInAsync(client, _simulator.Options.Password);
        client.Headers["Authorization"] = "";
        client.Headers["Cookie"] = $"PVEAuthCookie={login.GetProperty("ticket").GetString()}";
        client.Headers["CSRFPreventionToken"] = login.GetProperty("CSRFPreventionToken").GetString()!;
        var accepted = await client.CreateAsync(100, ("mp0", "/srv/data,mp=/data"));

        Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
        Assert.Equal("OK", await client.WaitAsync(accepted));
    }

    private static async Task<JsonElement> LogInAsync(ApiClient client, string password) =>
        (await client.SendAsync("POST", "/access/ticket", ("username", "root@pam"), ("password", password))).Data;
}
