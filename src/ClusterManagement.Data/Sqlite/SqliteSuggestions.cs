using Microsoft.Data.Sqlite;

namespace ClusterManagement.Data.Sqlite;

/// <summary>Names for completion, by plain SQL on a read-only connection.</summary>
internal static class SqliteSuggestions
{
    private const int Most = 200;

    /// <summary>Reads names.</summary>
    /// <param name="path">The file.</param>
    /// <param name="query">Which.</param>
    public static IReadOnlyList<NameSuggestion> Read(string path, SuggestionQuery query)
    {
        var sql = Sql(query.Noun);
        if (sql is null || !File.Exists(path)) return [];
        var connectionString = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, DefaultTimeout = 1 };
        using var connection = new SqliteConnection(connectionString.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$prefix", query.Prefix);
        command.Parameters.AddWithValue("$site", (object?)query.Site ?? DBNull.Value);
        command.Parameters.AddWithValue("$node", (object?)query.Node ?? DBNull.Value);
        command.Parameters.AddWithValue("$most", Most);
        var names = new List<NameSuggestion>();
        using var reader = command.ExecuteReader();
        while (reader.Read()) names.Add(new NameSuggestion(reader.GetString(0), reader.GetString(1)));
        return names;
    }

    private static string? Sql(string noun) => noun switch
    {
        Nouns.Site => """
            SELECT name, internalDomain FROM Sites
            WHERE substr(name, 1, length($prefix)) = $prefix COLLATE NOCASE AND $site IS NULL AND $node IS NULL ORDER BY name LIMIT $most
            """,
        Nouns.Node => """
            SELECT n.name, 'site ' || s.name FROM Nodes n JOIN Sites s ON s.id = n.siteId
            WHERE substr(n.name, 1, length($prefix)) = $prefix COLLATE NOCASE AND ($site IS NULL OR s.name = $site COLLATE NOCASE) AND $node IS NULL
            ORDER BY n.name LIMIT $most
            """,
        Nouns.Container => """
            SELECT c.hostname, c.status || ', ' || c.ipv4Address || ' on ' || n.name FROM Containers c
            JOIN Nodes n ON n.id = c.nodeId JOIN Sites s ON s.id = n.siteId
            WHERE substr(c.hostname, 1, length($prefix)) = lower($prefix)
              AND ($site IS NULL OR s.name = $site COLLATE NOCASE) AND ($node IS NULL OR n.name = $node COLLATE NOCASE)
            ORDER BY c.hostname LIMIT $most
            """,
        Nouns.Domain => """
            SELECT d.domain, 'site ' || s.name FROM ExternalDomains d JOIN Sites s ON s.id = d.siteId
            WHERE substr(d.domain, 1, length($prefix)) = lower($prefix) AND ($site IS NULL OR s.name = $site COLLATE NOCASE) AND $node IS NULL
            ORDER BY d.domain LIMIT $most
            """,
        Nouns.Template => """
            SELECT DISTINCT template, 'used before' FROM Containers
            WHERE template IS NOT NULL AND substr(template, 1, length($prefix)) = $prefix COLLATE NOCASE AND $site IS NULL AND $node IS NULL
            ORDER BY template LIMIT $most
            """,
        _ => null,
    };
}
