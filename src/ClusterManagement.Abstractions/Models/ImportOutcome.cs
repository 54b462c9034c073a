namespace ClusterManagement;

/// <summary>What became of a row of another system's database.</summary>
public enum ImportOutcome
{
    /// <summary>It was taken as it is.</summary>
    Taken,

    /// <summary>It was taken, and something of it had to be changed or left behind.</summary>
    Adapted,

    /// <summary>It was not taken.</summary>
    Refused,

    /// <summary>It is here already, and the same; nothing was written.</summary>
    Present,
}
