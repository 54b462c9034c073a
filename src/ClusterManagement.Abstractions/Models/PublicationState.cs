namespace ClusterManagement;

/// <summary>How a publication ended.</summary>
public enum PublicationState
{
    /// <summary>The daemons run with new files.</summary>
    Published,

    /// <summary>The daemons ran with these files already.</summary>
    Unchanged,
}
