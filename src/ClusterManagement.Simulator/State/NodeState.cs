namespace ClusterManagement.Simulator.State;

/// <summary>A node and whether it answers.</summary>
internal sealed class NodeState(SimulatedNode node, DateTime started)
{
    public SimulatedNode Node => node;

    public string Name => node.Name;

    public bool IsOnline { get; set; } = node.IsOnline;

    public long Uptime => (long)(node.Uptime + (DateTime.UtcNow - started)).TotalSeconds;
}
