namespace ClusterManagement.Engine.Import.Sources;

/// <summary>All that is taken from an opensource-server database, as it was at one moment.</summary>
internal sealed record SourceCluster
{
    /// <summary>How far its schema has come.</summary>
    public required SourceEra Era { get; init; }

    /// <summary>The tables that are taken, by name.</summary>
    public required IReadOnlyDictionary<string, SourceTable> Tables { get; init; }

    /// <summary>Tables with rows that have no place here.</summary>
    public required IReadOnlyList<(string Table, long Rows)> Unplaced { get; init; }

    /// <summary>Rows of a table that only some eras have; none where it is not there.</summary>
    /// <param name="table">The table.</param>
    public IReadOnlyList<SourceRow> Rows(string table) => Tables.TryGetValue(table, out var found) ? found.Rows : [];
}
