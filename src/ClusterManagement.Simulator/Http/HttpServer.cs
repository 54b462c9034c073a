using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace ClusterManagement.Simulator.Http;

/// <summary>Accepts connections on the loopback address until it is stopped.</summary>
internal sealed class HttpServer
{
    private readonly TcpListener _listener;
    private readonly X509Certificate2? _certificate;
    private readonly Func<HttpRequest, CancellationToken, Task<HttpResponse>> _handler;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<Task, byte> _connections = new();

    public HttpServer(int port, X509Certificate2? certificate, Func<HttpRequest, CancellationToken, Task<HttpResponse>> handler)
    {
        _certificate = certificate;
        _handler = handler;
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        Completion = Task.Run(AcceptAsync);
    }

    public int Port { get; }

    /// <summary>Ends when the server has been stopped and the last connection is gone.</summary>
    public Task Completion { get; }

    public void Stop()
    {
        _stop.Cancel();
        _listener.Stop();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            TcpClient client;
            try
            {
                client = await _listener.AcceptTcpClientAsync(_stop.Token);
            }
            catch (Exception stopped) when (stopped is OperationCanceledException or SocketException or InvalidOperationException)
            {
                // The last one says that it was stopped before it was asked.
                break;
            }
            var connection = Task.Run(() => ServeAsync(client));
            _connections.TryAdd(connection, 0);
            _ = connection.ContinueWith(done => _connections.TryRemove(done, out _), TaskScheduler.Default);
        }
        await Task.WhenAll(_connections.Keys);
    }

    /// <summary>A peer that goes away, distrusts the certificate or is cut off is no concern of the server.</summary>
    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            await new HttpConnection(client, _certificate, _handler).ServeAsync(_stop.Token);
        }
        catch (Exception gone) when (gone is IOException or SocketException or AuthenticationException
            or OperationCanceledException or ObjectDisposedException)
        {
            client.Close();
        }
    }
}
