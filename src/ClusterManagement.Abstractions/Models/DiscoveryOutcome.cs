namespace ClusterManagement;

/// <summary>What became of something that was found in a Proxmox VE cluster.</summary>
public enum DiscoveryOutcome
{
    /// <summary>It is registered now; with <c>-WhatIf</c>, it would be.</summary>
    Added,

    /// <summary>It was registered already; nothing was written.</summary>
    Unchanged,

    /// <summary>Something else is registered that it would collide with; nothing was written.</summary>
    Collides,

    /// <summary>It breaks a rule of this module, such as that of host names; nothing was written.</summary>
    Refused,

    /// <summary>It cannot be registered now, but a later run may; nothing was written.</summary>
    Skipped,
}
