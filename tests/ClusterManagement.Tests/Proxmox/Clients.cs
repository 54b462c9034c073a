using ClusterManagement.Providers.Proxmox;

namespace ClusterManagement.Tests.Proxmox;

/// <summary>Endpoints and clients the tests share.</summary>
internal static class Clients
{
    internal const string Secret = "11111111-2222-3333-4444-555555555555";
    internal const string Password = "pa55-of-root";

    internal static ProxmoxEndpoint TokenEndpoint { get; } = new(new Uri("https://pve1:8006"), "root@pam!automation", Secret);

    internal static ProxmoxEndpoint UserEndpoint { get; } = new(new Uri("https://pve1:8006"), "root", Password);

    internal static ProxmoxClient Over(StubHandler handler, Action<string>? wire = null, TimeProvider? time = null) =>
        new(TokenEndpoint, handler, wire, time);

    internal static ProxmoxClient Answering(string body, int status = 200, string? reason = null) => Over(StubHandler.Always(body, status, reason), time: new LeapingClock());
}
