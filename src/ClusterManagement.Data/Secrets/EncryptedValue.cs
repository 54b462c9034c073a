using System.Reflection;
using ClusterManagement.Data.Audit;
using ClusterManagement.Data.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;

namespace ClusterManagement.Data.Secrets;

/// <summary>One encrypted secret of a database.</summary>
/// <param name="row">The row that holds it, tracked.</param>
/// <param name="column">The column.</param>
internal sealed class EncryptedValue(EntityEntry row, IProperty column)
{
    private static readonly MethodInfo LoadRowsMethod = typeof(EncryptedValue).GetMethod(nameof(LoadRowsAsync), BindingFlags.NonPublic | BindingFlags.Static)!;

    /// <summary>Whose secret it is.</summary>
    public string Owner => AuditedObject.Of(row.Entity)?.Label ?? row.Metadata.GetTableName() ?? row.Metadata.Name;

    /// <summary>The encrypted text.</summary>
    public string Text
    {
        get => (string)row.Property(column).CurrentValue!;
        set => row.Property(column).CurrentValue = value;
    }

    /// <summary>The columns of a model that hold encrypted secrets: those marked with <see cref="EncryptedAttribute"/>.</summary>
    /// <param name="model">The model.</param>
    public static IEnumerable<IProperty> Columns(IModel model) => model.GetEntityTypes().SelectMany(type => type.GetProperties())
        .Where(property => property.PropertyInfo?.IsDefined(typeof(EncryptedAttribute)) == true);

    /// <summary>Reads every encrypted secret of a database, to be changed.</summary>
    /// <param name="context">The database.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<List<EncryptedValue>> LoadAsync(ClusterContext context, CancellationToken cancellationToken)
    {
        var values = new List<EncryptedValue>();
        foreach (var table in Columns(context.Model).GroupBy(column => (IEntityType)column.DeclaringType))
        {
            var rows = await (Task<IReadOnlyList<object>>)LoadRowsMethod.MakeGenericMethod(table.Key.ClrType).Invoke(null, [context, cancellationToken])!;
            values.AddRange(
                from row in rows
                let entry = context.Entry(row)
                from column in table
                where entry.Property(column).CurrentValue is not null
                select new EncryptedValue(entry, column));
        }

        return values;
    }

    private static async Task<IReadOnlyList<object>> LoadRowsAsync<T>(ClusterContext context, CancellationToken cancellationToken)
        where T : class => await context.Set<T>().AsTracking().ToListAsync(cancellationToken);
}
