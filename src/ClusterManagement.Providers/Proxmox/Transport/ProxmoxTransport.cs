using System.Net;
using System.Net.Http.Headers;

namespace ClusterManagement.Providers.Proxmox.Transport;

/// <summary>All traffic with one endpoint: credentials, polite retries of reading requests, errors.</summary>
internal sealed class ProxmoxTransport : IDisposable
{
    private const int Tries = 3;
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private readonly HttpExchange _exchange;
    private readonly TicketSession? _tickets;
    private readonly Credential? _token;

    internal ProxmoxTransport(ProxmoxEndpoint endpoint, HttpMessageHandler? handler = null, TimeProvider? time = null)
    {
        Endpoint = endpoint;
        Time = time ?? TimeProvider.System;
        _exchange = new HttpExchange(endpoint, handler ?? CreateHandler(endpoint));
        if (endpoint.IsToken)
        {
            _token = Credential.Token(endpoint);
        }
        else
        {
            _tickets = new TicketSession(endpoint, _exchange, Time);
        }
    }

    internal ProxmoxEndpoint Endpoint { get; }

    internal TimeProvider Time { get; }

    internal TaskPace Pace { get; } = new();

    public void Dispose()
    {
        _exchange.Dispose();
        _tickets?.Dispose();
    }

    internal async Task<ApiAnswer> SendAsync(ApiRequest request, Action<string>? wire, CancellationToken cancellationToken)
    {
        var hasLoggedInAgain = false;
        for (var attempt = 1; ; attempt++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (credential, isFresh) = _tickets is null ? (_token!, true) : await _tickets.GetAsync(wire, cancellationToken);
            var answer = await _exchange.SendAsync(request, credential, wire, cancellationToken);
            if (answer.IsSuccess)
            {
                return answer;
            }

            // An old ticket may have died early. Nothing was carried out, so any method may go again, once.
            if (answer.Status == 401 && !isFresh && !hasLoggedInAgain)
            {
                hasLoggedInAgain = true;
                _tickets!.Forget(credential);
                continue;
            }

            if (answer.Status is 429 or 503 && request.Method == HttpMethod.Get && attempt < Tries)
            {
                await Task.Delay(Pause(answer.RetryAfter, attempt), Time, cancellationToken);
                continue;
            }

            throw AnswerErrors.ToError(request, answer, Endpoint, _exchange.Secrets(request, credential));
        }
    }

    private static SocketsHttpHandler CreateHandler(ProxmoxEndpoint endpoint) => new()
    {
        // The server closes idle connections after 5 s; a request must not meet the closing door.
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(3),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectTimeout = endpoint.ConnectTimeout,
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.GZip,
        SslOptions = { RemoteCertificateValidationCallback = new CertificateCheck(endpoint).Accept },
    };

    private TimeSpan Pause(RetryConditionHeaderValue? retryAfter, int attempt)
    {
        var asked = retryAfter?.Delta
            ?? (retryAfter?.Date is { } date ? date - Time.GetUtcNow() : TimeSpan.FromMilliseconds(500 * attempt));
        return asked < TimeSpan.Zero ? TimeSpan.Zero : asked > LongestPause ? LongestPause : asked;
    }
}
