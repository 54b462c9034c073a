using System.Net;

namespace ClusterManagement.Providers.Proxmox.Transport;

/// <summary>All traffic with one endpoint: credentials, retries of what passes by itself, errors.</summary>
internal sealed class ProxmoxTransport : IDisposable
{
    // A node that did not answer is left alone for a while when another one can be asked.
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(30);

    private readonly HttpExchange _exchange;
    private readonly TicketSession? _tickets;
    private readonly Credential? _token;
    private readonly ReleaseGate _releases;
    private long _restsUntil;
    private long _clockOffset;

    internal ProxmoxTransport(ProxmoxEndpoint endpoint, HttpMessageHandler? handler = null, TimeProvider? time = null)
    {
        Endpoint = endpoint;
        Time = time ?? TimeProvider.System;
        _exchange = new HttpExchange(endpoint, handler ?? CreateHandler(endpoint));
        _releases = new ReleaseGate(endpoint, (request, wire, token) => ExchangeAsync(request, endpoint.Node, wire, token), Time);
        Members = new ClusterMembers(this);
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

    /// <summary>When tasks of each kind last ended.</summary>
    internal TaskPace Pace { get; } = new();

    /// <summary>The nodes of the cluster behind this endpoint.</summary>
    internal ClusterMembers Members { get; }

    /// <summary>True for a while after the endpoint did not answer.</summary>
    internal bool IsResting => Volatile.Read(ref _restsUntil) > Time.GetUtcNow().UtcTicks;

    /// <summary>What time it is on the server, as far as its last answer told.</summary>
    internal DateTimeOffset ServerTime => Time.GetUtcNow().AddTicks(Volatile.Read(ref _clockOffset));

    public void Dispose()
    {
        _exchange.Dispose();
        _tickets?.Dispose();
    }

    /// <summary>Notes that the endpoint does not answer.</summary>
    internal void LetRest() => Volatile.Write(ref _restsUntil, (Time.GetUtcNow() + Rest).UtcTicks);

    internal async Task<ApiAnswer> SendAsync(ApiRequest request, string? node, Action<string>? wire, CancellationToken cancellationToken)
    {
        RootOnlyOptions.Refuse(request, Endpoint);
        return await ExchangeAsync(await _releases.AdmitAsync(request, wire, cancellationToken), node, wire, cancellationToken);
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

    private async Task<ApiAnswer> ExchangeAsync(ApiRequest request, string? node, Action<string>? wire, CancellationToken cancellationToken)
    {
        var hasLoggedInAgain = false;
        for (var attempt = 1; ; attempt++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (credential, isFresh) = _tickets is null ? (_token!, true) : await _tickets.GetAsync(wire, cancellationToken);
            var answer = await _exchange.SendAsync(request, credential, node, wire, cancellationToken);
            Note(answer);
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

            if (RetryRules.Pause(request, answer, attempt, Time.GetUtcNow()) is not { } pause)
            {
                throw AnswerErrors.ToError(request, answer, Endpoint, _exchange.Secrets(request, credential));
            }

            wire?.Invoke($"{request.Shown}: that passes, trying again in {pause.TotalSeconds:0.#} s");
            await Task.Delay(pause, Time, cancellationToken);
        }
    }

    private void Note(ApiAnswer answer)
    {
        Volatile.Write(ref _restsUntil, 0);
        if (answer.Date is { } date) Volatile.Write(ref _clockOffset, (date - Time.GetUtcNow()).Ticks);
    }
}
