using System.Globalization;

namespace ClusterManagement.Data.Transfer;

/// <summary>A table that is copied.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="Key">The columns of its primary key. They are numbers, or texts that compare by their bytes, so that every engine sorts them alike.</param>
public sealed record TransferTable(string Name, IReadOnlyList<TransferColumn> Columns, IReadOnlyList<string> Key)
{
    /// <summary>The query of the rows that are copied, in the order of their keys. Names stand in square brackets.</summary>
    public string SelectSql => $"SELECT {ColumnList} FROM [{Name}]{Where(SpecialRows.Carried(Name))} ORDER BY {string.Join(", ", Key.Select(key => $"[{key}]"))}";

    /// <summary>The query of how many rows are copied.</summary>
    public string CountSql => $"SELECT count(*) FROM [{Name}]{Where(SpecialRows.Carried(Name))}";

    /// <summary>The query of how many rows somebody has put there.</summary>
    public string CountBeyondSeedSql => $"SELECT count(*) FROM [{Name}]{Where(SpecialRows.BeyondSeed(Name))}";

    /// <summary>The statement that removes the rows that are copied.</summary>
    public string DeleteSql => $"DELETE FROM [{Name}]{Where(SpecialRows.Carried(Name))}";

    /// <summary>The statement that inserts rows.</summary>
    /// <param name="rows">How many; the parameters are <c>@p0</c> and so on, row by row.</param>
    public string InsertSql(int rows) => $"INSERT INTO [{Name}] ({ColumnList}) VALUES {string.Join(", ", Enumerable.Range(0, rows).Select(Row))}";

    /// <summary>The key of a row, for messages.</summary>
    /// <param name="row">The row in canonical values.</param>
    public string KeyOf(IReadOnlyList<object?> row)
    {
        ArgumentNullException.ThrowIfNull(row);
        var values = Columns.Zip(row).Where(pair => Key.Contains(pair.First.Name)).Select(pair => Convert.ToString(pair.Second, CultureInfo.InvariantCulture));
        return string.Join("/", values);
    }

    private string ColumnList => string.Join(", ", Columns.Select(column => $"[{column.Name}]"));

    private string Row(int row) => $"({string.Join(", ", Enumerable.Range(row * Columns.Count, Columns.Count).Select(number => $"@p{number}"))})";

    private static string Where(string? condition) => condition is null ? string.Empty : $" WHERE {condition}";
}
