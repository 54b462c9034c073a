namespace ClusterManagement.Data;

/// <summary>What the names of indexes and keys say: <c>IX_Table_column_column</c>.</summary>
internal static class ConstraintName
{
    /// <summary>The columns of a unique constraint, <c>Table.column, Table.column</c>.</summary>
    /// <param name="name">The constraint's name; a table's name and a dot may precede it.</param>
    public static string Columns(string? name)
    {
        if (string.IsNullOrEmpty(name)) return string.Empty;
        var parts = name[(name.LastIndexOf('.') + 1)..].Split('_');
        return parts.Length < 3 || parts[0] is not ("IX" or "AK") ? name : string.Join(", ", parts.Skip(2).Select(column => $"{parts[1]}.{column}"));
    }
}
