using ClusterManagement.Data.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ClusterManagement.Data.Configurations;

/// <summary>The table SiteVersions.</summary>
internal sealed class SiteVersionConfiguration : IEntityTypeConfiguration<SiteVersionEntity>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<SiteVersionEntity> builder)
    {
        builder.ToTable("SiteVersions");
        builder.HasKey(row => row.SiteId);
        builder.Property(row => row.SiteId).ValueGeneratedNever();
        builder.Property(row => row.Version).HasMaxLength(36);
        builder.HasOne<SiteEntity>().WithOne().HasForeignKey<SiteVersionEntity>(row => row.SiteId).OnDelete(DeleteBehavior.Cascade);
    }
}
