using System.Globalization;
using ClusterManagement.Tests.Databases;
using Xunit;

namespace ClusterManagement.Tests.Transfer;

/// <summary>
/// The rows of every table as text that is the same on every engine, read with plain ADO.NET and with names that are written
/// down here: nothing of the code under test has a part in it. Left out are the row that only MySQL has, and the events that
/// tell of copies themselves.
/// </summary>
internal static class PortableDump
{
    private static readonly Dictionary<string, string> Queries = new(StringComparer.Ordinal)
    {
        ["Sites"] = "ORDER BY [id]",
        ["Nodes"] = "ORDER BY [id]",
        ["Containers"] = "ORDER BY [id]",
        ["Services"] = "ORDER BY [id]",
        ["HTTPServices"] = "ORDER BY [id]",
        ["TransportServices"] = "ORDER BY [id]",
        ["DnsServices"] = "ORDER BY [id]",
        ["ExternalDomains"] = "ORDER BY [id]",
        ["Certificates"] = "ORDER BY [id]",
        ["Users"] = "ORDER BY [uidNumber]",
        ["Groups"] = "ORDER BY [gidNumber]",
        ["UserGroups"] = "ORDER BY [uidNumber], [gidNumber]",
        ["Jobs"] = "ORDER BY [id]",
        ["JobStatuses"] = "ORDER BY [id]",
        ["SessionSecrets"] = "ORDER BY [id]",
        ["AllocationPools"] = "WHERE [name] <> 'writer' ORDER BY [name]",
        ["AuditEvents"] = "WHERE [resource] <> 'Database' ORDER BY [id]",
    };

    private static readonly string[] Flags = ["disableTlsVerification", "onBoot", "useTls", "isAdministrator"];
    private static readonly string[] Times = ["createdAt", "updatedAt", "completedAt", "occurredAt", "notBefore", "notAfter"];
    private static readonly string[] Guids = ["version", "ownershipId"];

    /// <summary>The tables.</summary>
    public static IEnumerable<string> Tables => Queries.Keys;

    /// <summary>Reads all tables, each with its name before the first of its rows.</summary>
    public static async Task<List<string>> ReadAsync(TestDatabase database)
    {
        await using var connection = await database.OpenAsync();
        var lines = new List<string>();
        foreach (var (table, rest) in Queries)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = database.Provider.Sql($"SELECT * FROM [{table}] {rest}");
            await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
            while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            {
                var values = Enumerable.Range(0, reader.FieldCount)
                    .Select(i => (Name: reader.GetName(i), Value: reader.GetValue(i)))
                    .OrderBy(pair => pair.Name, StringComparer.Ordinal)
                    .Select(pair => $"{pair.Name}={Text(pair.Name, pair.Value)}");
                lines.Add($"{table}: {string.Join('|', values)}");
            }
        }

        return lines;
    }

    private static string Text(string column, object value) => value switch
    {
        DBNull => "(null)",
        _ when Flags.Contains(column) => Convert.ToBoolean(value, CultureInfo.InvariantCulture) ? "yes" : "no",
        _ when Times.Contains(column) => (value is DateTime time ? time : DateTime.Parse((string)value, CultureInfo.InvariantCulture))
            .ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture),
        _ when Guids.Contains(column) => value.ToString()!.ToLowerInvariant(),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
