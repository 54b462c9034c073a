using ClusterManagement.Simulator.Api;
using ClusterManagement.Simulator.State;

namespace ClusterManagement.Simulator.Http;

/// <summary>The doors of the cluster: one for all nodes, or one for each.</summary>
internal sealed class NodeListeners
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, NodeListener> _listeners = [];
    private readonly SimulatorOptions _options;
    private readonly ClusterState _state;
    private readonly ApiServer _api;

    public NodeListeners(SimulatorOptions options, ClusterState state, ApiServer api)
    {
        _options = options;
        _state = state;
        _api = api;
        First = Listen(options.Port, options.EndpointPerNode ? options.Nodes[0].Name : null);
        foreach (var node in options.Nodes)
            Add(node);
    }

    /// <summary>The door of the first node, or of all.</summary>
    public NodeListener First { get; }

    public NodeListener Of(string node)
    {
        lock (_gate)
            return _listeners[node];
    }

    public void Add(SimulatedNode node)
    {
        lock (_gate)
        {
            var isFirst = _listeners.Count == 0 || !_options.EndpointPerNode;
            var listener = isFirst ? First : Listen(_options.Port == 0 ? 0 : _options.Port + _listeners.Count, node.Name);
            _listeners.Add(node.Name, listener);
            _state.Run(s => s.Known(node.Name).Fingerprint = listener.Fingerprint);
        }
        if (!node.IsOnline)
            Set(node.Name, open: false);
    }

    /// <summary>Opens or closes the door of a node; one that is shared stays open.</summary>
    public void Set(string node, bool open)
    {
        if (!_options.EndpointPerNode)
            return;
        if (open)
            Of(node).Open();
        else
            Of(node).Close();
    }

    public Task StopAsync()
    {
        lock (_gate)
            return Task.WhenAll(_listeners.Values.Distinct().Select(listener => listener.StopAsync()));
    }

    private NodeListener Listen(int port, string? node) =>
        new(port, _options.UseTls, (request, cancellation) => _api.HandleAsync(request, node, cancellation));
}
