using System.Globalization;

namespace ClusterManagement.Tests.Databases;

/// <summary>The rows of every table of ours, as text, read with plain SQL past the model.</summary>
internal static class TableDump
{
    private static readonly Dictionary<string, string> Orders = new(StringComparer.Ordinal)
    {
        ["Sites"] = "id",
        ["Nodes"] = "id",
        ["Containers"] = "id",
        ["Services"] = "id",
        ["HTTPServices"] = "id",
        ["TransportServices"] = "id",
        ["DnsServices"] = "id",
        ["ExternalDomains"] = "id",
        ["Jobs"] = "id",
        ["JobStatuses"] = "id",
        ["AllocationPools"] = "name",
        ["Users"] = "uidNumber",
        ["Groups"] = "gidNumber",
        ["UserGroups"] = "uidNumber], [gidNumber",
        ["SessionSecrets"] = "id",
        ["AuditEvents"] = "id",
    };

    /// <summary>Reads the tables that are there.</summary>
    public static async Task<Dictionary<string, List<string>>> ReadAsync(TestDatabase database)
    {
        var dump = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var (table, key) in Orders)
        {
            if (!await ExistsAsync(database, table)) continue;
            var rows = await database.RowsAsync($"SELECT * FROM [{table}] ORDER BY [{key}]");
            dump[table] = rows.ConvertAll(row => string.Join('|', row.Select(Text)));
        }

        return dump;
    }

    private static async Task<bool> ExistsAsync(TestDatabase database, string table)
    {
        var sql = database.Database.Engine switch
        {
            DatabaseEngine.SQLite => $"SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = '{table}'",
            DatabaseEngine.PostgreSQL => $"SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tablename = '{table}'",
            _ => $"SELECT count(*) FROM information_schema.tables WHERE table_schema = database() AND table_name = '{table}'",
        };
        return Convert.ToInt64(await database.ScalarAsync(sql), null) > 0;
    }

    private static string Text(object? value) => value switch
    {
        null => "null",
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
