namespace ClusterManagement.Engine.Import.Sources;

/// <summary>A table of the other database with all its rows.</summary>
/// <param name="Columns">Where each column stands.</param>
/// <param name="Rows">The rows.</param>
internal sealed record SourceTable(IReadOnlyDictionary<string, int> Columns, IReadOnlyList<SourceRow> Rows)
{
    /// <summary>A name for the first column of a query, whatever its own one is.</summary>
    public const string FirstColumn = "#1";

    /// <summary>The rows in the order of a number, so that of two rows that cannot both be taken the elder one is.</summary>
    /// <param name="key">The number's column.</param>
    public IReadOnlyList<SourceRow> OrderedBy(string key) => [.. Rows.OrderBy(row => row.Key(key))];
}
