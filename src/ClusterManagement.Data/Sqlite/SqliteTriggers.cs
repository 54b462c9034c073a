using ClusterManagement.Data.Allocation;

namespace ClusterManagement.Data.Sqlite;

/// <summary>SQLite's triggers. A migration that rebuilds a table drops that table's triggers, so it makes them again.</summary>
internal sealed class SqliteTriggers() : PoolTriggers(SqliteProvider.Instance)
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Statements(Trigger trigger) =>
    [
        DropStatement(trigger),
        $"CREATE TRIGGER [{trigger.Name}] {trigger.When} ON [{trigger.Table}] BEGIN {trigger.Action}; END;",
    ];
}
