namespace ClusterManagement.Simulator;

/// <summary>When a fault cuts the connection.</summary>
public enum ConnectionDrop
{
    /// <summary>The connection is not cut.</summary>
    None,

    /// <summary>The connection is cut and the request has no effect.</summary>
    BeforeProcessing,

    /// <summary>The request takes effect and its answer is lost.</summary>
    AfterProcessing,
}
