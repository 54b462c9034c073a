namespace ClusterManagement.Simulator;

/// <summary>The things that go wrong with a Proxmox VE cluster. <see cref="Fault.Of"/> makes a fault of each.</summary>
public enum SimulatorFault
{
    /// <summary>500: ten seconds of waiting for a lock were in vain (got timeout).</summary>
    LockTimeout,

    /// <summary>500: the daemon could not start a worker.</summary>
    NoWorker,

    /// <summary>500: another operation holds the container (CT is locked).</summary>
    Locked,

    /// <summary>500: the cluster has no quorum, so nothing can be written.</summary>
    NoQuorum,

    /// <summary>500: an error that stays.</summary>
    InternalError,

    /// <summary>401: the ticket or token is not taken.</summary>
    Unauthorized,

    /// <summary>403: a right is missing.</summary>
    Forbidden,

    /// <summary>429: too many requests; nothing is done.</summary>
    TooManyRequests,

    /// <summary>503: a proxy in front has nobody to ask; nothing is done.</summary>
    Unavailable,

    /// <summary>595: the other node refuses the connection; nothing is done.</summary>
    NodeUnreachable,

    /// <summary>596: the other node did not answer in time, and never got the request.</summary>
    ProxyTimeout,

    /// <summary>596: the other node did not answer in time, and did what it was asked.</summary>
    ProxyTimeoutAfterwards,

    /// <summary>599: the node that passes requests on failed otherwise; nothing is done.</summary>
    ProxyFailure,

    /// <summary>The connection breaks before the request takes effect.</summary>
    Dropped,

    /// <summary>The connection breaks after the request took effect.</summary>
    AnswerLost,

    /// <summary>The request waits half a second before it takes effect.</summary>
    Slow,

    /// <summary>The answer comes half a second after the request took effect.</summary>
    SlowAnswer,

    /// <summary>The task succeeds with a warning.</summary>
    TaskWarnings,

    /// <summary>The task fails, and Proxmox VE undoes what it did.</summary>
    TaskFails,

    /// <summary>The task waits for a lock in vain.</summary>
    TaskLockTimeout,

    /// <summary>The task does its work, and its node forgets it.</summary>
    TaskDisappears,

    /// <summary>The task dies half done with nobody to tidy up, and its node forgets it.</summary>
    TaskDies,

    /// <summary>The task hangs until <see cref="ProxmoxSimulator.ReleaseTasksAsync"/>.</summary>
    TaskHangs,
}
