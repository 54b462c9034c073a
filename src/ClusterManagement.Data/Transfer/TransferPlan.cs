using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace ClusterManagement.Data.Transfer;

/// <summary>The tables of one version of the schema, in an order in which no row comes before one it refers to.</summary>
public sealed class TransferPlan
{
    private TransferPlan(IReadOnlyList<TransferTable> tables) => Tables = tables;

    /// <summary>
    /// The tables. AllocationPools is the last: filling the others fires the triggers that keep it, and finds no pool to move.
    /// </summary>
    public IReadOnlyList<TransferTable> Tables { get; }

    /// <summary>The order in which tables are emptied: pools first, for the same reason, then what refers to others.</summary>
    public IEnumerable<TransferTable> InOrderOfRemoval => Tables.Reverse();

    /// <summary>The plan of a version of the schema.</summary>
    /// <param name="provider">An engine; they all have the same tables.</param>
    /// <param name="schemaVersion">The name of the version's last migration.</param>
    public static TransferPlan For(DatabaseProvider provider, string schemaVersion)
    {
        ArgumentNullException.ThrowIfNull(provider);
        var waiting = provider.ModelAt(schemaVersion).GetEntityTypes()
            .Where(type => type.GetTableName() != SpecialRows.SiteVersions)
            .OrderBy(type => type.GetTableName() == SpecialRows.Pools).ThenBy(type => type.GetTableName(), StringComparer.Ordinal).ToList();
        var ordered = new List<IEntityType>();
        while (waiting.Count > 0)
        {
            var next = waiting.Find(type => Principals(type).All(ordered.Contains))
                ?? throw new InvalidOperationException($"The tables refer to each other in a circle: {string.Join(", ", waiting.Select(type => type.GetTableName()))}.");
            ordered.Add(next);
            waiting.Remove(next);
        }

        return new TransferPlan(ordered.ConvertAll(Describe));
    }

    private static IEnumerable<IEntityType> Principals(IEntityType type) =>
        type.GetForeignKeys().Select(key => key.PrincipalEntityType).Where(principal => principal != type);

    private static TransferTable Describe(IEntityType type) => new(
        type.GetTableName()!,
        [.. type.GetProperties().Select(property => new TransferColumn(property.GetColumnName(), KindOf(property)))],
        [.. type.FindPrimaryKey()!.Properties.Select(property => property.GetColumnName())]);

    private static ColumnKind KindOf(IProperty property)
    {
        var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
        return type == typeof(int) || type == typeof(long) ? ColumnKind.Number
            : type == typeof(string) ? ColumnKind.Text
            : type == typeof(bool) ? ColumnKind.Flag
            : type == typeof(DateTime) ? ColumnKind.Time
            : type == typeof(Guid) ? ColumnKind.Guid
            : throw new NotSupportedException($"{property.DeclaringType.DisplayName()}.{property.Name} is a {type.Name}, which {nameof(ColumnKind)} lacks.");
    }
}
