using System.Collections.Concurrent;
using ClusterManagement.Providers.Proxmox.Transport;

namespace ClusterManagement.Providers.Proxmox;

/// <summary>
/// Hands out clients that share one connection pool and one login per endpoint. Two endpoints that differ in anything but the node
/// they were registered for, secret included, share nothing.
/// </summary>
public sealed class ProxmoxClientPool : IDisposable
{
    private readonly ConcurrentDictionary<ProxmoxEndpoint, Lazy<ProxmoxTransport>> _transports = new();

    /// <summary>The pool of this process.</summary>
    public static ProxmoxClientPool Shared { get; } = new();

    /// <summary>A client for an endpoint. It is cheap, and disposing of it leaves the shared connections alone.</summary>
    /// <param name="endpoint">Where to ask, and who asks.</param>
    /// <param name="wire">Receives one line for every exchange, without secrets; it may be called on any thread.</param>
    public ProxmoxClient Get(ProxmoxEndpoint endpoint, Action<string>? wire = null) => Get(endpoint, null, wire, null);

    /// <summary>A client for an endpoint that falls over to others while the endpoint does not answer.</summary>
    /// <param name="endpoint">Where to ask, and who asks, with the node it was registered for.</param>
    /// <param name="others">
    /// Tells the endpoints of other nodes, each with its node; asked only when the endpoint does not answer. Those whose cluster
    /// does not have the endpoint's node are passed over.
    /// </param>
    /// <param name="wire">Receives one line for every exchange, without secrets; it may be called on any thread.</param>
    /// <param name="notice">Receives one line when another node begins to stand in; it may be called on any thread.</param>
    public ProxmoxClient Get(
        ProxmoxEndpoint endpoint,
        Func<CancellationToken, Task<IReadOnlyList<ProxmoxEndpoint>>>? others,
        Action<string>? wire,
        Action<string>? notice)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        var route = others is null
            ? (Func<CancellationToken, Task<IReadOnlyList<ProxmoxTransport>>>?)null
            : async token => [.. (await others(token)).Select(Transport)];
        return new ProxmoxClient(new ClusterTransport(Transport(endpoint), endpoint.Node, route, notice), ownsTransport: false, wire);
    }

    /// <summary>Closes the connections to an endpoint and forgets its login.</summary>
    /// <param name="endpoint">The endpoint.</param>
    public void Remove(ProxmoxEndpoint endpoint)
    {
        if (_transports.TryRemove(endpoint, out var transport) && transport.IsValueCreated)
        {
            transport.Value.Dispose();
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var endpoint in _transports.Keys)
        {
            Remove(endpoint);
        }
    }

    private ProxmoxTransport Transport(ProxmoxEndpoint endpoint) =>
        _transports.GetOrAdd(endpoint, key => new Lazy<ProxmoxTransport>(() => new ProxmoxTransport(key))).Value;
}
