using ClusterManagement.Data.Entities;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ClusterManagement.Data.Configurations;

/// <summary>What the tables have in common whose keys the database hands out.</summary>
/// <typeparam name="TEntity">The table's rows.</typeparam>
internal abstract class EntityConfiguration<TEntity> : StampedEntityConfiguration<TEntity>
    where TEntity : Entity
{
    /// <inheritdoc/>
    protected sealed override void ConfigureKey(EntityTypeBuilder<TEntity> builder) => builder.HasKey(row => row.Id);
}
