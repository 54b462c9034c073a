using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ClusterManagement.Providers.Proxmox.Json;
using ClusterManagement.Providers.Proxmox.Transport;

namespace ClusterManagement.Providers.Proxmox;

/// <summary>
/// A typed client of the Proxmox VE API (<c>/api2/json</c>). It repeats reading requests, and changing ones only after an answer
/// that says that nothing was done; a changing request that may or may not have arrived fails with
/// <see cref="RemoteApiException.IsAmbiguous"/>. Safe for use by several threads.
/// </summary>
public sealed partial class ProxmoxClient : IDisposable
{
    private readonly ClusterTransport _transport;
    private readonly bool _ownsTransport;
    private readonly Action<string>? _wire;

    /// <summary>Creates a client with connections of its own; <see cref="ProxmoxClientPool"/> shares them.</summary>
    /// <param name="endpoint">Where to ask, and who asks.</param>
    /// <param name="wire">Receives one line for every exchange, without secrets; it may be called on any thread.</param>
    public ProxmoxClient(ProxmoxEndpoint endpoint, Action<string>? wire = null)
        : this(Alone(new ProxmoxTransport(endpoint)), ownsTransport: true, wire)
    {
    }

    /// <summary>Creates a client over a handler, for tests.</summary>
    /// <param name="endpoint">Where to ask, and who asks.</param>
    /// <param name="handler">Sends the requests; the client disposes of it.</param>
    /// <param name="wire">Receives one line for every exchange, without secrets; it may be called on any thread.</param>
    /// <param name="time">The clock for ticket ages, pauses and task polling.</param>
    public ProxmoxClient(ProxmoxEndpoint endpoint, HttpMessageHandler handler, Action<string>? wire = null, TimeProvider? time = null)
        : this(Alone(new ProxmoxTransport(endpoint, handler, time)), ownsTransport: true, wire)
    {
    }

    internal ProxmoxClient(ClusterTransport transport, bool ownsTransport, Action<string>? wire)
    {
        _transport = transport;
        _ownsTransport = ownsTransport;
        _wire = wire;
    }

    /// <summary>Where this client asks.</summary>
    public ProxmoxEndpoint Endpoint => _transport.Endpoint;

    /// <summary>
    /// What time it is on the server, as far as its last answer told. Tasks carry that clock's time, not this machine's.
    /// </summary>
    public DateTimeOffset ServerTime => _transport.ServerTime;

    /// <summary>The same client with another receiver of traces. The original keeps the connections and must outlive it.</summary>
    /// <param name="wire">Receives one line for every exchange, without secrets; it may be called on any thread.</param>
    public ProxmoxClient WithWire(Action<string>? wire) => new(_transport, ownsTransport: false, wire);

    /// <inheritdoc />
    public void Dispose()
    {
        if (_ownsTransport)
        {
            _transport.Home.Dispose();
        }
    }

    private static ClusterTransport Alone(ProxmoxTransport transport) => new(transport, transport.Endpoint.Node);

    private static List<KeyValuePair<string, string>> Parameters(params ReadOnlySpan<(string Name, string? Value)> all)
    {
        var given = new List<KeyValuePair<string, string>>();
        foreach (var (name, value) in all)
        {
            if (value is not null)
            {
                given.Add(new KeyValuePair<string, string>(name, value));
            }
        }

        return given;
    }

    private static string? Number(long? value) => value?.ToString(CultureInfo.InvariantCulture);

    // Proxmox takes switches as 0 and 1 only; what is off is its default and not sent.
    private static string? Flag(bool value) => value ? "1" : null;

    private async Task<T> GetAsync<T>(
        ApiPath path,
        JsonTypeInfo<T> type,
        CancellationToken cancellationToken,
        IReadOnlyList<KeyValuePair<string, string>>? parameters = null)
    {
        var request = new ApiRequest(HttpMethod.Get, path, parameters);
        var answer = await _transport.SendAsync(request, _wire, cancellationToken);
        var value = Deserialise(request, answer, type);
        return value is null || answer.Member("data") is null
            ? throw AnswerErrors.Unreadable(request, answer, Endpoint, "nothing")
            : value;
    }

    private async Task<IReadOnlyList<T>> ListAsync<T>(
        ApiPath path,
        JsonTypeInfo<T[]> type,
        CancellationToken cancellationToken,
        IReadOnlyList<KeyValuePair<string, string>>? parameters = null) =>
        await ReadAsync(new ApiRequest(HttpMethod.Get, path, parameters), type, cancellationToken) ?? [];

    private async Task<Upid> StartTaskAsync(
        HttpMethod method, ApiPath path, IReadOnlyList<KeyValuePair<string, string>>? parameters, CancellationToken cancellationToken)
    {
        var request = new ApiRequest(method, path, parameters);
        var answer = await _transport.SendAsync(request, _wire, cancellationToken);
        return Upid.TryParse(Deserialise(request, answer, ProxmoxJson.Default.String), out var task)
            ? task
            : throw AnswerErrors.Unreadable(request, answer, Endpoint, "success but no task");
    }

    private async Task<T?> ReadAsync<T>(ApiRequest request, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        var answer = await _transport.SendAsync(request, _wire, cancellationToken);
        return Deserialise(request, answer, type);
    }

    private T? Deserialise<T>(ApiRequest request, ApiAnswer answer, JsonTypeInfo<T> type)
    {
        if (answer.Envelope is null)
        {
            throw AnswerErrors.Unreadable(request, answer, Endpoint, "something that is not JSON");
        }

        try
        {
            return answer.Member("data") is { } data ? data.Deserialize(type) : default;
        }
        catch (JsonException cause)
        {
            throw AnswerErrors.Unreadable(request, answer, Endpoint, $"an unexpected value at {cause.Path}", cause);
        }
    }
}
