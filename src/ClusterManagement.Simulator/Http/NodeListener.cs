using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace ClusterManagement.Simulator.Http;

/// <summary>
/// The door of a node: a certificate of its own and a port that stays the same. While it is closed, connections are refused.
/// </summary>
internal sealed class NodeListener
{
    private const int Attempts = 40;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    private readonly Lock _gate = new();
    private readonly X509Certificate2? _certificate;
    private readonly Func<HttpRequest, CancellationToken, Task<HttpResponse>> _handler;
    private readonly List<Task> _closed = [];
    private HttpServer? _server;
    private Socket? _placeholder;

    public NodeListener(int port, bool useTls, Func<HttpRequest, CancellationToken, Task<HttpResponse>> handler)
    {
        var certificate = SelfSignedCertificate.Create();
        Fingerprint = SelfSignedCertificate.Fingerprint(certificate);
        _certificate = useTls ? certificate : null;
        _handler = handler;
        _server = new HttpServer(port, _certificate, handler);
        Port = _server.Port;
        Url = new Uri($"{(useTls ? "https" : "http")}://{IPAddress.Loopback}:{Port}");
    }

    public int Port { get; }

    public Uri Url { get; }

    public string Fingerprint { get; }

    /// <summary>Cuts all connections and refuses new ones. The port is kept, so that nobody else takes it meanwhile.</summary>
    public void Close()
    {
        lock (_gate)
        {
            if (_server is null)
                return;
            Shut();
            _placeholder = Hold(Port);
        }
    }

    /// <summary>Takes connections again.</summary>
    public void Open()
    {
        lock (_gate)
        {
            if (_placeholder is null)
                return;
            _placeholder.Dispose();
            _placeholder = null;
            _server = new HttpServer(Port, _certificate, _handler);
        }
    }

    /// <summary>Ends for good; the result ends with the last connection.</summary>
    public Task StopAsync()
    {
        lock (_gate)
        {
            if (_server is not null)
                Shut();
            _placeholder?.Dispose();
            _placeholder = null;
            return FinishAsync();
        }
    }

    // For a moment the port is nobody's: a connection of somebody else may get its number, and gives it back.
    private static Socket Hold(int port)
    {
        for (var attempt = 1; ; attempt++)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return socket;
            }
            catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AddressAlreadyInUse && attempt < Attempts)
            {
                socket.Dispose();
                Thread.Sleep(Pause);
            }
        }
    }

    private void Shut()
    {
        _server!.Stop();
        _closed.Add(_server.Completion);
        _server = null;
    }

    private async Task FinishAsync()
    {
        await Task.WhenAll(_closed);
        _certificate?.Dispose();
    }
}
