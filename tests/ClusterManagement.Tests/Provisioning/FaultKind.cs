namespace ClusterManagement.Tests.Provisioning;

/// <summary>What goes wrong with a request.</summary>
public enum FaultKind
{
    /// <summary>It is answered with an error.</summary>
    Error,

    /// <summary>It never takes effect, and its answer never comes.</summary>
    DroppedBefore,

    /// <summary>It takes effect, and its answer never comes.</summary>
    DroppedAfter,

    /// <summary>The task it starts fails.</summary>
    FailedTask,
}
