using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore.Metadata;

namespace ClusterManagement.Data;

/// <summary>
/// A query that EF Core compiles once per model: a compiled query belongs to one model, and each engine has its own.
/// </summary>
/// <typeparam name="TQuery">The compiled query's delegate.</typeparam>
/// <param name="compile">Compiles it.</param>
public sealed class ModelQuery<TQuery>(Func<TQuery> compile)
    where TQuery : Delegate
{
    private readonly ConcurrentDictionary<IModel, TQuery> _compiled = new();

    /// <summary>The query for a context's model.</summary>
    /// <param name="context">The context.</param>
    public TQuery For(ClusterContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return _compiled.GetOrAdd(context.Model, _ => compile());
    }
}
