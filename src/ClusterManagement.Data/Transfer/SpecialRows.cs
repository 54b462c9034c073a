using ClusterManagement.Data.MySql;

namespace ClusterManagement.Data.Transfer;

/// <summary>Tables with rows that are not simply somebody's data.</summary>
internal static class SpecialRows
{
    /// <summary>The table that triggers write to whenever others are written.</summary>
    public const string Pools = "AllocationPools";

    /// <summary>The table that a copy leaves alone: triggers give every site that arrives a version of its own.</summary>
    public const string SiteVersions = "SiteVersions";

    /// <summary>The condition of the rows that a copy carries; null for all. The row that MySQL's writers lock stays where it is.</summary>
    /// <param name="table">The table.</param>
    public static string? Carried(string table) => table == Pools ? $"[name] <> '{MySqlProvider.WriterRow}'" : null;

    /// <summary>
    /// The condition of the rows that a new database does not have; null for all. Pools follow from the other tables, and a
    /// default group that was changed has another version.
    /// </summary>
    /// <param name="table">The table.</param>
    public static string? BeyondSeed(string table) => table switch
    {
        Pools => "1 = 0",
        "Groups" => "[version] NOT IN ('00000000-0000-0000-0000-000000002000', '00000000-0000-0000-0000-000000002001', '00000000-0000-0000-0000-000000002002')",
        _ => null,
    };
}
