namespace ClusterManagement;

/// <summary>What became of something that a crash left.</summary>
public enum RepairOutcome
{
    /// <summary>It was found, and nothing was done about it.</summary>
    Found,

    /// <summary>Somebody is at work on it right now, so it was left alone.</summary>
    Busy,

    /// <summary>What was under way is finished: the container is there, or gone, as it was meant to be.</summary>
    Finished,

    /// <summary>What was under way is undone: nothing is left on Proxmox, and the registration is gone.</summary>
    Undone,

    /// <summary>The container was left as it is, and its present state is recorded.</summary>
    Recorded,

    /// <summary>A container without a registration was removed.</summary>
    Removed,

    /// <summary>A job that nobody runs any more was ended; it left nothing else.</summary>
    Ended,
}
