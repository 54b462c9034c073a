using ClusterManagement.Data.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ClusterManagement.Data.Configurations;

/// <summary>What the tables have in common.</summary>
/// <typeparam name="TEntity">The table's rows.</typeparam>
internal abstract class EntityConfiguration<TEntity> : IEntityTypeConfiguration<TEntity>
    where TEntity : Entity
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<TEntity> builder)
    {
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Version).IsConcurrencyToken();
        ConfigureRest(builder);
    }

    /// <summary>Configures the table's own columns, keys and checks.</summary>
    /// <param name="builder">The table.</param>
    protected abstract void ConfigureRest(EntityTypeBuilder<TEntity> builder);
}
