using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ClusterManagement.Tests.Support;

/// <summary>Stands between a client and a server of this machine, and fails as networks do.</summary>
internal sealed class TcpProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<Link> _links = [];
    private readonly int _target;
    private int _accepted;

    /// <summary>Listens on a port of its own.</summary>
    /// <param name="target">The server's port.</param>
    public TcpProxy(int target)
    {
        _target = target;
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many connections there have been.</summary>
    public int Accepted => Volatile.Read(ref _accepted);

    /// <summary>How what a client says ends just before its connections are cut.</summary>
    public string? CutAt { get; set; }

    /// <summary>Whether the server still gets what the client said last, and answers it; the answer is lost.</summary>
    public bool IsLastWordDelivered { get; set; }

    /// <summary>Whether new connections pass nothing on.</summary>
    public bool IsSilent { get; set; }

    /// <summary>Cuts all connections.</summary>
    public void Cut()
    {
        foreach (var link in _links) link.Dispose();
    }

    /// <summary>Passes nothing on any more for those that are connected, as a router that has forgotten them; new ones are served.</summary>
    public void ForgetConnections()
    {
        foreach (var link in _links) link.IsSilent = true;
    }

    public void Dispose()
    {
        _listener.Stop();
        Cut();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync();
                Interlocked.Increment(ref _accepted);
                var server = new TcpClient();
                await server.ConnectAsync(IPAddress.Loopback, _target);
                var link = new Link(client, server) { IsSilent = IsSilent };
                _links.Add(link);
                _ = PassAsync(link, client, server, isRequest: true);
                _ = PassAsync(link, server, client, isRequest: false);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    private async Task PassAsync(Link link, TcpClient from, TcpClient to, bool isRequest)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.GetStream().ReadAsync(buffer) is var count and > 0)
            {
                if (link.IsSilent) continue;
                if (isRequest && IsLastWord(buffer.AsSpan(0, count)))
                {
                    link.IsCut = true;
                    if (!IsLastWordDelivered)
                    {
                        Cut();
                        return;
                    }
                }
                else if (link.IsCut)
                {
                    // The answer to the last word.
                    Cut();
                    return;
                }

                await to.GetStream().WriteAsync(buffer.AsMemory(0, count));
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // One side is gone, and so goes the other.
        }

        link.Dispose();
    }

    private bool IsLastWord(ReadOnlySpan<byte> said) =>
        CutAt is { } word && Encoding.Latin1.GetString(said).TrimEnd('\0').EndsWith(word, StringComparison.OrdinalIgnoreCase);

    private sealed class Link(TcpClient client, TcpClient server) : IDisposable
    {
        public volatile bool IsSilent;
        public volatile bool IsCut;

        public void Dispose()
        {
            // At once, and not when all that was sent has arrived.
            foreach (var side in new[] { client, server })
            {
                if (side.Client is null) continue;
                side.LingerState = new LingerOption(true, 0);
                side.Dispose();
            }
        }
    }
}
