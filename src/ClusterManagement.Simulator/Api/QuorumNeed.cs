namespace ClusterManagement.Simulator.Api;

/// <summary>What of a request writes to the file system of the cluster, which needs a quorum.</summary>
internal enum QuorumNeed
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The request itself, which is refused without one.</summary>
    Request,

    /// <summary>The task it starts, which fails without one.</summary>
    Task,
}
