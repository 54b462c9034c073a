using ClusterManagement.Data.Allocation;

namespace ClusterManagement.Data.MySql;

/// <summary>
/// MySQL's triggers. A cascade fires none of them there, so a container or a service that goes lowers the marks of its ports
/// itself, before its rows are gone.
/// </summary>
internal sealed class MySqlTriggers() : PoolTriggers(MySqlProvider.Instance)
{
    private static readonly Trigger[] Cascades =
    [
        new("Containers_ports_freed", "BEFORE DELETE", "Containers", LowerPorts("s.[containerId] = OLD.[id]")),
        new("Services_ports_freed", "BEFORE DELETE", "Services", LowerPorts("s.[id] = OLD.[id]")),
    ];

    /// <inheritdoc/>
    protected override IEnumerable<Trigger> NumberTriggers => base.NumberTriggers.Concat(Cascades);

    /// <inheritdoc/>
    protected override IEnumerable<string> Statements(Trigger trigger) =>
    [
        DropStatement(trigger),
        $"CREATE TRIGGER [{trigger.Name}] {trigger.When} ON [{trigger.Table}] FOR EACH ROW {trigger.Action};",
    ];

    private static string LowerPorts(string which) =>
        $"""
        UPDATE [AllocationPools] SET [nextFree] = LEAST([nextFree], COALESCE(
            (SELECT MIN(t.[externalPort]) FROM [TransportServices] t JOIN [Services] s ON s.[id] = t.[id]
             WHERE {which} AND t.[protocol] = SUBSTRING([name], 6)), [nextFree]))
        WHERE [name] LIKE 'port:%'
        """;
}
