using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace ClusterManagement.Simulator.Http;

/// <summary>Serves the requests of one connection, one after the other.</summary>
internal sealed class HttpConnection(
    TcpClient client,
    X509Certificate2? certificate,
    Func<HttpRequest, CancellationToken, Task<HttpResponse>> handler)
{
    private const int MaxRequests = 100;
    private const byte TlsHandshake = 0x16;
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromSeconds(5);

    public async Task ServeAsync(CancellationToken cancellation)
    {
        using (client)
        {
            client.NoDelay = true;
            if (certificate is null)
            {
                await ServeAsync(client.GetStream(), handler, cancellation);
                return;
            }

            var first = new byte[1];
            if (await client.Client.ReceiveAsync(first, SocketFlags.Peek, cancellation) == 0)
                return;
            if (first[0] != TlsHandshake)
            {
                await ServeAsync(client.GetStream(), RedirectAsync, cancellation);
                return;
            }

            await using var tls = new SslStream(client.GetStream());
            var options = new SslServerAuthenticationOptions
            {
                ServerCertificate = certificate,
                EnabledSslProtocols = SslProtocols.None,
                ApplicationProtocols = [SslApplicationProtocol.Http11],
            };
            await tls.AuthenticateAsServerAsync(options, cancellation);
            if (await ServeAsync(tls, handler, cancellation))
                await tls.ShutdownAsync();
        }
    }

    private static Task<HttpResponse> RedirectAsync(HttpRequest request, CancellationToken cancellation) =>
        Task.FromResult(new HttpResponse(301, "Moved Permanently") { Location = $"https://{request.Header("Host")}{request.Target}" });

    /// <summary>Serves until one side closes; false when the connection has to be cut.</summary>
    private static async Task<bool> ServeAsync(
        Stream stream, Func<HttpRequest, CancellationToken, Task<HttpResponse>> handler, CancellationToken cancellation)
    {
        var reader = new HttpReader(stream);
        for (var served = 0; served < MaxRequests; served++)
        {
            var request = await ReadAsync(reader, cancellation);
            if (request is null)
                return true;
            var response = await handler(request, cancellation);
            if (response.Drop)
                return false;
            var gzip = request.Header("Accept-Encoding")?.Contains("gzip", StringComparison.OrdinalIgnoreCase) == true;
            await stream.WriteAsync(response.ToBytes(gzip), cancellation);
            await stream.FlushAsync(cancellation);
            if (response.Closes || request.Header("Connection")?.Equals("close", StringComparison.OrdinalIgnoreCase) == true)
                return true;
        }
        return true;
    }

    private static async Task<HttpRequest?> ReadAsync(HttpReader reader, CancellationToken cancellation)
    {
        using var idle = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        idle.CancelAfter(IdleTimeout);
        try
        {
            return await reader.ReadAsync(idle.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
    }
}
