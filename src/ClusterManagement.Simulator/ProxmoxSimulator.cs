using ClusterManagement.Simulator.Api;
using ClusterManagement.Simulator.Endpoints;
using ClusterManagement.Simulator.Http;
using ClusterManagement.Simulator.State;

namespace ClusterManagement.Simulator;

/// <summary>A Proxmox VE API double on the loopback address. It keeps its state in memory.</summary>
public sealed partial class ProxmoxSimulator : IAsyncDisposable, IDisposable
{
    private readonly ClusterState _state;
    private readonly ApiServer _api;
    private readonly NodeListeners _listeners;

    private ProxmoxSimulator(SimulatorOptions options)
    {
        Options = options;
        _state = new ClusterState(options);
        _api = new ApiServer(_state, new Router(AllEndpoints.For(options)), Faults);
        _listeners = new NodeListeners(options, _state, _api);
    }

    /// <summary>Where the API listens, without the path: at the first node, when each has an endpoint of its own.</summary>
    public Uri Url => _listeners.First.Url;

    /// <summary>SHA-256 of the TLS certificate at <see cref="Url"/>: upper-case hex with colons.</summary>
    public string CertificateFingerprint => _listeners.First.Fingerprint;

    /// <summary>The endpoints of the nodes, in their order; without one per node they have all the same.</summary>
    public IReadOnlyList<SimulatedEndpoint> Endpoints => _state.Run(s => s.Nodes
        .Select(node => _listeners.Of(node.Name))
        .Zip(s.Nodes, (listener, node) => new SimulatedEndpoint(node.Name, listener.Url, listener.Fingerprint))
        .ToList());

    /// <summary>The options the simulator was started with; durations, delays and lifetimes can still be changed.</summary>
    public SimulatorOptions Options { get; }

    /// <summary>What goes wrong, and when.</summary>
    public FaultPlan Faults { get; } = new();

    /// <summary>
    /// A snapshot of the requests received since the start or the last <see cref="ClearRequests"/>, the latest 10 000
    /// at most.
    /// </summary>
    public IReadOnlyList<RecordedRequest> Requests => _api.Requests;

    /// <summary>A snapshot of the containers, by id.</summary>
    public IReadOnlyList<SimulatedContainer> Containers => _state.Run(s => s.Containers.Values
        .OrderBy(c => c.VmId)
        .Select(c => c.ToSnapshot())
        .ToList());

    /// <summary>Starts a simulator.</summary>
    /// <param name="options">The options, or null for the defaults.</param>
    public static ProxmoxSimulator Start(SimulatorOptions? options = null) => new(options ?? new SimulatorOptions());

    /// <summary>Forgets the requests received so far.</summary>
    public void ClearRequests() => _api.ClearRequests();

    /// <summary>Stops the simulator without waiting for its connections to end.</summary>
    public void Dispose()
    {
        _state.Tasks.Stop();
        _ = _listeners.StopAsync();
    }

    /// <summary>Stops the simulator and waits for its connections to end.</summary>
    public async ValueTask DisposeAsync()
    {
        _state.Tasks.Stop();
        await _listeners.StopAsync();
    }
}
