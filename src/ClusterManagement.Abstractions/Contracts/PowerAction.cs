namespace ClusterManagement;

/// <summary>What to do to a container's power.</summary>
public enum PowerAction
{
    /// <summary>Start it.</summary>
    Start,

    /// <summary>Shut it down.</summary>
    Stop,

    /// <summary>Shut it down and start it again.</summary>
    Restart,
}
