using ClusterManagement.Data.Allocation;

namespace ClusterManagement.Data.PostgreSql;

/// <summary>PostgreSQL's triggers, each with a function of its own name.</summary>
internal sealed class PostgreSqlTriggers() : PoolTriggers(PostgreSqlProvider.Instance)
{
    /// <inheritdoc/>
    protected override string DropStatement(Trigger trigger) => $"DROP FUNCTION IF EXISTS [{trigger.Name}]() CASCADE;";

    /// <inheritdoc/>
    protected override IEnumerable<string> Statements(Trigger trigger) =>
    [
        $"CREATE OR REPLACE FUNCTION [{trigger.Name}]() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {trigger.Action}; RETURN NULL; END $$;",
        $"CREATE OR REPLACE TRIGGER [{trigger.Name}] {trigger.When} ON [{trigger.Table}] FOR EACH ROW EXECUTE FUNCTION [{trigger.Name}]();",
    ];
}
