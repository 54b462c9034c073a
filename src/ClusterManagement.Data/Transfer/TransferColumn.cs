namespace ClusterManagement.Data.Transfer;

/// <summary>A column of a table that is copied.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it holds.</param>
public sealed record TransferColumn(string Name, ColumnKind Kind);
