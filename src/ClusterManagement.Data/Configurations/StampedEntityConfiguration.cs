using ClusterManagement.Data.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ClusterManagement.Data.Configurations;

/// <summary>What the tables with stamped rows have in common.</summary>
/// <typeparam name="TEntity">The table's rows.</typeparam>
internal abstract class StampedEntityConfiguration<TEntity> : IEntityTypeConfiguration<TEntity>
    where TEntity : StampedEntity
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<TEntity> builder)
    {
        builder.Property(row => row.Version).IsConcurrencyToken();
        ConfigureKey(builder);
        ConfigureRest(builder);
    }

    /// <summary>Configures the primary key.</summary>
    /// <param name="builder">The table.</param>
    protected abstract void ConfigureKey(EntityTypeBuilder<TEntity> builder);

    /// <summary>Configures the table's own columns, other keys and checks.</summary>
    /// <param name="builder">The table.</param>
    protected abstract void ConfigureRest(EntityTypeBuilder<TEntity> builder);
}
