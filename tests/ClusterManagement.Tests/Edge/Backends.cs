using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;

namespace ClusterManagement.Tests.Edge;

/// <summary>What runs in a container: a web server that tells of its requests and echoes web sockets, an echo of TCP, and one of UDP that says from which port it was asked.</summary>
internal sealed class Backends : IDisposable
{
    private static readonly string[] Told =
    [
        "Host", "X-Real-IP", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Port", "X-Forwarded-Proto", "Forwarded", "Proxy", "X_Forwarded_For", "Upgrade",
        "HTTP2-Settings",
    ];

    private readonly CancellationTokenSource _end = new();
    private readonly HttpListener _http = new();
    private readonly TcpListener _tcp;
    private readonly UdpClient _udp;

    public Backends(string address, int httpPort)
    {
        Address = address;
        HttpPort = httpPort;
        _http.Prefixes.Add($"http://*:{httpPort}/");
        _http.Start();
        _tcp = new TcpListener(IPAddress.Parse(address), 0);
        _tcp.Start();
        _udp = new UdpClient(new IPEndPoint(IPAddress.Parse(address), 0));
        _ = ServeHttpAsync();
        _ = ServeTcpAsync();
        _ = ServeUdpAsync();
    }

    public string Address { get; }

    public int HttpPort { get; }

    public int TcpPort => ((IPEndPoint)_tcp.LocalEndpoint).Port;

    public int UdpPort => ((IPEndPoint)_udp.Client.LocalEndPoint!).Port;

    public void Dispose()
    {
        _end.Cancel();
        _http.Close();
        _tcp.Dispose();
        _udp.Dispose();
        _end.Dispose();
    }

    private async Task ServeHttpAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            var context = await _http.GetContextAsync();
            _ = context.Request.IsWebSocketRequest && context.Request.Headers["Sec-WebSocket-Key"] is not null ? EchoAsync(context) : AnswerAsync(context);
        }
    }

    private static async Task AnswerAsync(HttpListenerContext context)
    {
        var told = Told.Where(name => context.Request.Headers[name] is { Length: > 0 }).Select(name => $"{name}={context.Request.Headers[name]}");

        // It may name headers that are not to go further, and so must not be the client's.
        if (context.Request.Headers["Connection"] is { } connection && connection.Contains(',', StringComparison.Ordinal)) told = told.Prepend($"Connection={connection}");
        var text = string.Join('\n', told.Prepend(context.Request.RawUrl));
        await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(text));
        context.Response.Close();
    }

    private async Task EchoAsync(HttpListenerContext context)
    {
        using var socket = (await context.AcceptWebSocketAsync(null)).WebSocket;
        var buffer = new byte[1024];
        while (socket.State == WebSocketState.Open)
        {
            var received = await socket.ReceiveAsync(buffer, _end.Token);
            if (received.MessageType == WebSocketMessageType.Close) return;
            await socket.SendAsync(buffer.AsMemory(0, received.Count), received.MessageType, received.EndOfMessage, _end.Token);
        }
    }

    private async Task ServeTcpAsync()
    {
        while (true) _ = EchoAsync(await _tcp.AcceptTcpClientAsync(_end.Token));
    }

    private async Task EchoAsync(TcpClient client)
    {
        using (client)
        {
            await client.GetStream().CopyToAsync(client.GetStream(), _end.Token);
        }
    }

    private async Task ServeUdpAsync()
    {
        while (true)
        {
            var received = await _udp.ReceiveAsync(_end.Token);
            await _udp.SendAsync(Encoding.ASCII.GetBytes($"{Encoding.ASCII.GetString(received.Buffer)} from {received.RemoteEndPoint.Port}"), received.RemoteEndPoint, _end.Token);
        }
    }
}
