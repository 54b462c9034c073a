using Microsoft.EntityFrameworkCore.Migrations;

namespace ClusterManagement.Data.Allocation;

/// <summary>
/// Keeps AllocationPools true whoever writes: taking the number at the mark moves it up by one, giving a lower one back
/// moves it down. The numbers of users and groups only ever move up. The triggers of SiteVersions are made here too.
/// </summary>
/// <param name="provider">The engine.</param>
internal abstract class PoolTriggers(DatabaseProvider provider)
{
    private const string OldPort = "(CASE OLD.[protocol] WHEN 'tcp' THEN 'port:tcp' ELSE 'port:udp' END)";
    private const string NewPort = "(CASE NEW.[protocol] WHEN 'tcp' THEN 'port:tcp' ELSE 'port:udp' END)";

    private static readonly Trigger[] Numbers =
    [
        new("TransportServices_taken", "AFTER INSERT", "TransportServices", Raise($"[name] = {NewPort}", "NEW.[externalPort]")),
        new("TransportServices_freed", "AFTER DELETE", "TransportServices", Lower($"[name] = {OldPort}", "OLD.[externalPort]")),
        new("TransportServices_moved", "AFTER UPDATE", "TransportServices",
            Lower($"[name] = {OldPort}", "OLD.[externalPort]", "(OLD.[externalPort] <> NEW.[externalPort] OR OLD.[protocol] <> NEW.[protocol])")),
        new("Containers_taken", "AFTER INSERT", "Containers", Raise("[name] LIKE 'ipv4:%'", "NEW.[ipv4Number]")),
        new("Containers_freed", "AFTER DELETE", "Containers", Lower("[name] LIKE 'ipv4:%'", "OLD.[ipv4Number]")),
        new("Containers_moved", "AFTER UPDATE", "Containers", Lower("[name] LIKE 'ipv4:%'", "OLD.[ipv4Number]", "OLD.[ipv4Number] <> NEW.[ipv4Number]")),
        new("Nodes_freed", "AFTER DELETE", "Nodes", Lower("[name] LIKE 'ipv4:%'", "0")),
        new("Nodes_moved", "AFTER UPDATE", "Nodes",
            Lower("[name] LIKE 'ipv4:%'", "0", "COALESCE(OLD.[ipv4Address], '') <> COALESCE(NEW.[ipv4Address], '')")),
        new("Sites_moved", "AFTER UPDATE", "Sites",
            Lower("[name] LIKE 'ipv4:%'", "0", "(OLD.[dhcpRange] <> NEW.[dhcpRange] OR OLD.[gateway] <> NEW.[gateway])")),
    ];

    private static readonly Trigger[] Accounts =
    [
        new("Users_taken", "AFTER INSERT", "Users", RaiseAbove("uid", "NEW.[uidNumber]")),
        new("Users_moved", "AFTER UPDATE", "Users", RaiseAbove("uid", "NEW.[uidNumber]")),
        new("Groups_taken", "AFTER INSERT", "Groups", RaiseAbove("gid", "NEW.[gidNumber]")),
        new("Groups_moved", "AFTER UPDATE", "Groups", RaiseAbove("gid", "NEW.[gidNumber]")),
    ];

    /// <summary>The triggers of ports and addresses. An engine adds to them what its own ones miss.</summary>
    protected virtual IEnumerable<Trigger> NumberTriggers => Numbers;

    /// <summary>Fills the pools that exist from the beginning and makes the triggers of ports and addresses.</summary>
    /// <param name="migrationBuilder">The first migration.</param>
    public void CreateWithPools(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(provider.Sql("INSERT INTO [AllocationPools] ([name], [nextFree]) VALUES ('port:tcp', 2000), ('port:udp', 2000);"));
        CreateNumbers(migrationBuilder);
    }

    /// <summary>Makes the triggers of ports and addresses, in place of those that are there.</summary>
    /// <param name="migrationBuilder">The migration.</param>
    public void CreateNumbers(MigrationBuilder migrationBuilder) => Create(migrationBuilder, NumberTriggers);

    /// <summary>Makes the triggers of user and group numbers, in place of those that are there.</summary>
    /// <param name="migrationBuilder">The migration.</param>
    public void CreateAccounts(MigrationBuilder migrationBuilder) => Create(migrationBuilder, Accounts);

    /// <summary>Gives every site a version and makes the triggers that renew it, in place of those that are there.</summary>
    /// <param name="migrationBuilder">The migration that makes the table.</param>
    public void CreateSiteVersions(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(provider.Sql(SiteVersionTriggers.FirstVersions(provider)));
        RenewSiteVersions(migrationBuilder);
    }

    /// <summary>Makes the triggers that renew the versions of sites, in place of those that are there.</summary>
    /// <param name="migrationBuilder">The migration.</param>
    public void RenewSiteVersions(MigrationBuilder migrationBuilder) => Create(migrationBuilder, SiteVersionTriggers.All(provider));

    /// <summary>Removes the triggers that renew the versions of sites.</summary>
    /// <param name="migrationBuilder">The migration that removes the table.</param>
    public void DropSiteVersions(MigrationBuilder migrationBuilder)
    {
        foreach (var trigger in SiteVersionTriggers.All(provider)) migrationBuilder.Sql(provider.Sql(DropStatement(trigger)));
    }

    /// <summary>The statement that removes a trigger if it is there.</summary>
    /// <param name="trigger">The trigger.</param>
    protected virtual string DropStatement(Trigger trigger) => $"DROP TRIGGER IF EXISTS [{trigger.Name}];";

    /// <summary>The statements that make one trigger, in place of one of that name.</summary>
    /// <param name="trigger">The trigger.</param>
    protected abstract IEnumerable<string> Statements(Trigger trigger);

    private static string Raise(string pool, string number) =>
        $"UPDATE [AllocationPools] SET [nextFree] = {number} + 1 WHERE {pool} AND [nextFree] = {number}";

    private static string RaiseAbove(string pool, string number) =>
        $"UPDATE [AllocationPools] SET [nextFree] = {number} + 1 WHERE [name] = '{pool}' AND [nextFree] <= {number}";

    private static string Lower(string pool, string number, string condition = "1 = 1") =>
        $"UPDATE [AllocationPools] SET [nextFree] = {number} WHERE {pool} AND [nextFree] > {number} AND {condition}";

    private void Create(MigrationBuilder migrationBuilder, IEnumerable<Trigger> triggers)
    {
        foreach (var trigger in triggers)
        {
            foreach (var statement in Statements(trigger)) migrationBuilder.Sql(provider.Sql(statement));
        }
    }
}
