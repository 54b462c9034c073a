using System.Net.Sockets;
using Xunit;

namespace ClusterManagement.Tests.Servers;

/// <summary>Connections to ports of this machine.</summary>
internal static class Connections
{
    /// <summary>Fails when somebody listens on a port.</summary>
    /// <param name="port">The port.</param>
    public static async Task AssertRefusedAsync(int port)
    {
        using var client = new TcpClient();
        var refusal = await Assert.ThrowsAsync<SocketException>(
            () => client.ConnectAsync("127.0.0.1", port, TestContext.Current.CancellationToken).AsTask());
        Assert.Equal(SocketError.ConnectionRefused, refusal.SocketErrorCode);
    }
}
