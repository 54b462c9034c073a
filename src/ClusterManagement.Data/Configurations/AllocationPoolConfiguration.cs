using ClusterManagement.Data.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ClusterManagement.Data.Configurations;

/// <summary>The table AllocationPools.</summary>
internal sealed class AllocationPoolConfiguration : IEntityTypeConfiguration<AllocationPoolEntity>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<AllocationPoolEntity> builder)
    {
        builder.ToTable("AllocationPools");
        builder.HasKey(pool => pool.Name);
        builder.Property(pool => pool.Name).HasMaxLength(64);
    }
}
