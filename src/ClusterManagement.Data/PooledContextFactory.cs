using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace ClusterManagement.Data;

/// <summary>Hands out pooled contexts of one database.</summary>
/// <typeparam name="TContext">The engine's context.</typeparam>
/// <param name="options">The connection.</param>
internal sealed class PooledContextFactory<TContext>(DbContextOptions<TContext> options) : IClusterContextFactory
    where TContext : ClusterContext
{
    private readonly PooledDbContextFactory<TContext> _pool = new(options);

    /// <inheritdoc/>
    public ClusterContext Create() => _pool.CreateDbContext();
}
