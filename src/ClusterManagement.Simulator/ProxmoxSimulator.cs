using System.Net;
using ClusterManagement.Simulator.Api;
using ClusterManagement.Simulator.Endpoints;
using ClusterManagement.Simulator.Http;
using ClusterManagement.Simulator.State;

namespace ClusterManagement.Simulator;

/// <summary>A Proxmox VE API double on the loopback address. It keeps its state in memory.</summary>
public sealed class ProxmoxSimulator : IAsyncDisposable, IDisposable
{
    private readonly ClusterState _state;
    private readonly ApiServer _api;
    private readonly HttpServer _server;

    private ProxmoxSimulator(SimulatorOptions options)
    {
        Options = options;
        var certificate = SelfSignedCertificate.Create();
        CertificateFingerprint = SelfSignedCertificate.Fingerprint(certificate);
        _state = new ClusterState(options, CertificateFingerprint);
        _api = new ApiServer(_state, new Router(AllEndpoints.For(options)), Faults);
        _server = new HttpServer(options.Port, options.UseTls ? certificate : null, _api.HandleAsync);
        Url = new Uri($"{(options.UseTls ? "https" : "http")}://{IPAddress.Loopback}:{_server.Port}");
    }

    /// <summary>Where the API listens, without the path.</summary>
    public Uri Url { get; }

    /// <summary>SHA-256 of the TLS certificate: upper-case hex with colons.</summary>
    public string CertificateFingerprint { get; }

    /// <summary>The options the simulator was started with; durations and delays can still be changed.</summary>
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

    /// <summary>Adds a container without going through the API.</summary>
    /// <param name="vmId">The id.</param>
    /// <param name="node">The node.</param>
    /// <param name="config">Configuration entries in the form the API returns them; what is missing gets Proxmox VE's defaults.</param>
    /// <param name="running">Whether it runs.</param>
    public SimulatedContainer AddContainer(
        int vmId, string node, IReadOnlyDictionary<string, string>? config = null, bool running = false) =>
        _state.Run(s => s.AddContainer(vmId, node, config, running).ToSnapshot());

    /// <summary>Removes a container and its volumes without going through the API.</summary>
    /// <param name="vmId">The id.</param>
    public void RemoveContainer(int vmId) => _state.Run(s => s.RemoveContainer(s.Existing(vmId)));

    /// <summary>Sets or clears the lock of a container.</summary>
    /// <param name="vmId">The id.</param>
    /// <param name="lockName">The lock, such as backup, or null to clear it.</param>
    public void SetLock(int vmId, string? lockName) => _state.Run(s => s.Existing(vmId).Lock = lockName);

    /// <summary>Starts or stops a container without a task.</summary>
    /// <param name="vmId">The id.</param>
    /// <param name="running">Whether it is to run.</param>
    public void SetRunning(int vmId, bool running) => _state.Run(s => s.SetRunning(s.Existing(vmId), running));

    /// <summary>Adds a node to the cluster.</summary>
    /// <param name="node">The node.</param>
    public void AddNode(SimulatedNode node) => _state.Run(s => s.AddNode(node));

    /// <summary>Takes a node off the network or brings it back.</summary>
    /// <param name="node">The node name.</param>
    /// <param name="online">Whether it is online.</param>
    public void SetNodeOnline(string node, bool online) => _state.Run(s => s.SetNodeOnline(node, online));

    /// <summary>Sets the capacity of a storage.</summary>
    /// <param name="storage">The storage id.</param>
    /// <param name="totalBytes">The capacity in bytes.</param>
    /// <param name="usedBytes">What is used in bytes, apart from the volumes the simulator keeps itself.</param>
    public void SetStorage(string storage, long totalBytes, long usedBytes) =>
        _state.Run(s => s.SetStorage(storage, totalBytes, usedBytes));

    /// <summary>Lets the tasks go on that a fault with an infinite <see cref="Fault.TaskDuration"/> holds.</summary>
    /// <returns>Ends when those tasks have ended.</returns>
    public Task ReleaseTasksAsync() => _state.Tasks.ReleaseHeldAsync();

    /// <summary>Stops the simulator without waiting for its connections to end.</summary>
    public void Dispose()
    {
        _state.Tasks.Stop();
        _server.Stop();
    }

    /// <summary>Stops the simulator and waits for its connections to end.</summary>
    public async ValueTask DisposeAsync()
    {
        Dispose();
        await _server.Completion;
    }
}
