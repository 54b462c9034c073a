namespace ClusterManagement.Data.Transfer;

/// <summary>What a column holds, whatever type an engine keeps it in.</summary>
public enum ColumnKind
{
    /// <summary>A whole number of at most 64 bits.</summary>
    Number,

    /// <summary>A text.</summary>
    Text,

    /// <summary>True or false.</summary>
    Flag,

    /// <summary>A time in UTC, to the microsecond.</summary>
    Time,

    /// <summary>A Guid.</summary>
    Guid,
}
