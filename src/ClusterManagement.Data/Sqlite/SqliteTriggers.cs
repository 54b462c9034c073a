using Microsoft.EntityFrameworkCore.Migrations;

namespace ClusterManagement.Data.Sqlite;

/// <summary>
/// Keeps AllocationPools true whoever writes: taking the number at the mark moves it up by one, giving a lower one back
/// moves it down. SQLite drops a table's triggers when a migration rebuilds it, so such a migration calls this again.
/// </summary>
internal static class SqliteTriggers
{
    private static readonly (string Name, string When, string Action)[] All =
    [
        ("TransportServices_taken", "AFTER INSERT ON \"TransportServices\"", Raise("'port:' || NEW.\"protocol\"", "NEW.\"externalPort\"")),
        ("TransportServices_freed", "AFTER DELETE ON \"TransportServices\"", Lower("'port:' || OLD.\"protocol\"", "OLD.\"externalPort\"")),
        ("TransportServices_moved", "AFTER UPDATE OF \"protocol\", \"externalPort\" ON \"TransportServices\"",
            Lower("'port:' || OLD.\"protocol\"", "OLD.\"externalPort\"")),
        ("Containers_taken", "AFTER INSERT ON \"Containers\"", RaiseAny("NEW.\"ipv4Number\"")),
        ("Containers_freed", "AFTER DELETE ON \"Containers\"", LowerAny("OLD.\"ipv4Number\"")),
        ("Containers_moved", "AFTER UPDATE OF \"ipv4Number\" ON \"Containers\"", LowerAny("OLD.\"ipv4Number\"")),
        ("Nodes_freed", "AFTER DELETE ON \"Nodes\"", LowerAny("0")),
        ("Nodes_moved", "AFTER UPDATE OF \"ipv4Address\" ON \"Nodes\"", LowerAny("0")),
        ("Sites_moved", "AFTER UPDATE OF \"dhcpRange\", \"gateway\" ON \"Sites\"", LowerAny("0")),
    ];

    /// <summary>Fills the pools that exist from the beginning and makes the triggers.</summary>
    /// <param name="migrationBuilder">The first migration.</param>
    public static void CreateWithPools(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("INSERT INTO \"AllocationPools\" (\"name\", \"nextFree\") VALUES ('port:tcp', 2000), ('port:udp', 2000);");
        Create(migrationBuilder);
    }

    /// <summary>Makes the triggers, in place of those that are there.</summary>
    /// <param name="migrationBuilder">The migration.</param>
    public static void Create(MigrationBuilder migrationBuilder)
    {
        foreach (var (name, when, action) in All)
        {
            migrationBuilder.Sql($"DROP TRIGGER IF EXISTS \"{name}\";");
            migrationBuilder.Sql($"CREATE TRIGGER \"{name}\" {when} BEGIN {action}; END;");
        }
    }

    private static string Raise(string pool, string number) =>
        $"UPDATE \"AllocationPools\" SET \"nextFree\" = {number} + 1 WHERE \"name\" = {pool} AND \"nextFree\" = {number}";

    private static string Lower(string pool, string number) =>
        $"UPDATE \"AllocationPools\" SET \"nextFree\" = {number} WHERE \"name\" = {pool} AND \"nextFree\" > {number}";

    private static string RaiseAny(string number) =>
        $"UPDATE \"AllocationPools\" SET \"nextFree\" = {number} + 1 WHERE \"name\" LIKE 'ipv4:%' AND \"nextFree\" = {number}";

    private static string LowerAny(string number) =>
        $"UPDATE \"AllocationPools\" SET \"nextFree\" = {number} WHERE \"name\" LIKE 'ipv4:%' AND \"nextFree\" > {number}";
}
