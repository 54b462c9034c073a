using System.Net;
using System.Net.Sockets;

namespace ClusterManagement.TestServers;

/// <summary>Picks ports.</summary>
internal static class LoopbackPort
{
    // Below those that Linux gives to outgoing connections, so that a stopped server finds its port free again.
    private const int First = 20000;
    private const int End = 32768;

    /// <summary>A port nobody listens on now.</summary>
    public static int FindFree()
    {
        for (var attempts = 100; ; attempts--)
        {
            var port = Random.Shared.Next(First, End);
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException) when (attempts > 0)
            {
                // In use: another one.
            }
        }
    }
}
