using System.Diagnostics;

namespace ClusterManagement.Providers.Proxmox.Transport;

/// <summary>Sends one request over HTTP and brings back its answer, whatever the answer says.</summary>
internal sealed class HttpExchange(ProxmoxEndpoint endpoint, HttpMessageHandler handler) : IDisposable
{
    private const int LargestAnswer = 64 * 1024 * 1024;

    private readonly HttpClient _http = new(handler, disposeHandler: true)
    {
        Timeout = Timeout.InfiniteTimeSpan,
        MaxResponseContentBufferSize = LargestAnswer,
    };

    public void Dispose() => _http.Dispose();

    internal async Task<ApiAnswer> SendAsync(
        ApiRequest request, Credential? credential, string? node, Action<string>? wire, CancellationToken cancellationToken)
    {
        for (var isSecond = false; ; isSecond = true)
        {
            try
            {
                return await SendOnceAsync(request, credential, wire, cancellationToken);
            }
            catch (HttpRequestException fault) when (request.IsSafe && !isSecond && TransportFaults.IsDropped(fault))
            {
                Trace(wire, request, credential, "connection dropped, trying once more");
            }
            catch (HttpRequestException fault)
            {
                throw TransportFaults.ToError(fault, request, endpoint, node);
            }
        }
    }

    private async Task<ApiAnswer> SendOnceAsync(
        ApiRequest request, Credential? credential, Action<string>? wire, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(endpoint.RequestTimeout);
        using var message = request.ToMessage(endpoint.Url);
        credential?.Apply(message);
        var outcome = "cancelled";
        try
        {
            using var response = await _http.SendAsync(message, deadline.Token);
            var body = await response.Content.ReadAsByteArrayAsync(deadline.Token);
            outcome = $"{(int)response.StatusCode} {response.ReasonPhrase}";
            return new ApiAnswer((int)response.StatusCode, response.ReasonPhrase, body, response.Headers.RetryAfter)
            {
                Date = response.Headers.Date,
            };
        }
        catch (HttpRequestException fault)
        {
            outcome = $"failed: {fault.HttpRequestError}";
            throw;
        }
        catch (OperationCanceledException fault) when (!cancellationToken.IsCancellationRequested)
        {
            outcome = "timeout";
            throw deadline.IsCancellationRequested
                ? TransportFaults.NoAnswerInTime(fault, request, endpoint)
                : TransportFaults.NoConnectionInTime(fault, request, endpoint);
        }
        finally
        {
            Trace(wire, request, credential, $"{outcome} {Stopwatch.GetElapsedTime(start).TotalMilliseconds:0} ms");
        }
    }

    private void Trace(Action<string>? wire, ApiRequest request, Credential? credential, string outcome) =>
        wire?.Invoke(Redaction.Scrub($"{request.ToTrace()} -> {Redaction.OneLine(outcome)}", Secrets(request, credential)));

    internal IEnumerable<string> Secrets(ApiRequest request, Credential? credential) =>
        [endpoint.Secret, .. request.Secrets, .. credential?.Secrets ?? []];
}
