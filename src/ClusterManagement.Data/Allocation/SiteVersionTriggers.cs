namespace ClusterManagement.Data.Allocation;

/// <summary>
/// Gives a site another version with each change of a row its edge is made from. Columns the edge does not show, such as a
/// container's status, leave the version alone.
/// </summary>
internal static class SiteVersionTriggers
{
    private const string OfService =
        "[Services] s JOIN [Containers] c ON c.[id] = s.[containerId] JOIN [Nodes] n ON n.[id] = c.[nodeId]";

    private static readonly (string Table, string Columns)[] Parts =
    [
        ("HTTPServices", "externalHostname externalDomainId"), ("TransportServices", "protocol externalPort useTls"), ("DnsServices", "recordType serviceName"),
    ];

    /// <summary>The statement that gives a first version to the sites that are there.</summary>
    /// <param name="provider">The engine.</param>
    public static string FirstVersions(DatabaseProvider provider) =>
        $"INSERT INTO [SiteVersions] ([siteId], [version]) SELECT [id], {provider.ChangeMark} FROM [Sites];";

    /// <summary>The triggers.</summary>
    /// <param name="provider">The engine.</param>
    public static IEnumerable<Trigger> All(DatabaseProvider provider)
    {
        var renew = $"UPDATE [SiteVersions] SET [version] = {provider.ChangeMark} WHERE [version] <> {provider.ChangeMark} AND";
        yield return new("Sites_version_insert", "AFTER INSERT", "Sites", $"INSERT INTO [SiteVersions] ([siteId], [version]) VALUES (NEW.[id], {provider.ChangeMark})");
        yield return Update("Sites", "[siteId] = NEW.[id]", "name internalDomain dhcpRange subnetMask gateway dnsForwarders");

        foreach (var trigger in Each("Nodes", row => $"[siteId] = {row}.[siteId]", "siteId name ipv4Address")) yield return trigger;
        foreach (var trigger in Each("ExternalDomains", row => $"[siteId] = {row}.[siteId]", "siteId domain")) yield return trigger;
        foreach (var trigger in Each("Containers", row => Sites("[Nodes] n", $"n.[id] = {row}.[nodeId]"), "nodeId hostname macAddress ipv4Address")) yield return trigger;
        foreach (var trigger in Each(
            "Certificates", row => Sites("[ExternalDomains] n", $"n.[id] = {row}.[externalDomainId]"), "externalDomainId currentDomainId certificate")) yield return trigger;

        // A service shows on the edge from the row of its type on.
        foreach (var trigger in Each(
            "Services", row => Sites("[Containers] c JOIN [Nodes] n ON n.[id] = c.[nodeId]", $"c.[id] = {row}.[containerId]"), "containerId containerPort").Skip(1)) yield return trigger;
        foreach (var (table, columns) in Parts)
        {
            foreach (var trigger in Each(table, row => Sites(OfService, $"s.[id] = {row}.[id]"), columns)) yield return trigger;
        }

        IEnumerable<Trigger> Each(string table, Func<string, string> which, string columns) =>
        [
            new($"{table}_version_insert", "AFTER INSERT", table, $"{renew} {which("NEW")}"),
            Update(table, $"({which("OLD")} OR {which("NEW")})", columns),
            new($"{table}_version_delete", "AFTER DELETE", table, $"{renew} {which("OLD")}"),
        ];

        Trigger Update(string table, string which, string columns) =>
            new($"{table}_version_update", "AFTER UPDATE", table, $"{renew} {which} AND ({string.Join(" OR ", columns.Split(' ').Select(Differs))})");
    }

    private static string Sites(string tables, string condition) => $"[siteId] IN (SELECT n.[siteId] FROM {tables} WHERE {condition})";

    private static string Differs(string column) =>
        $"OLD.[{column}] <> NEW.[{column}] OR (OLD.[{column}] IS NULL AND NEW.[{column}] IS NOT NULL) OR (OLD.[{column}] IS NOT NULL AND NEW.[{column}] IS NULL)";
}
