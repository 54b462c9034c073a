using ClusterManagement.Data.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ClusterManagement.Data.Configurations;

/// <summary>The table AuditEvents. It refers to nothing: what it tells of may be gone.</summary>
internal sealed class AuditEventConfiguration : IEntityTypeConfiguration<AuditEventEntity>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<AuditEventEntity> builder)
    {
        builder.ToTable("AuditEvents", table => table.HasCheckConstraint("CK_AuditEvents_action", Checks.OneOf<AuditAction>("action")));
        builder.HasKey(row => row.Id);
        builder.Property(row => row.UserName).HasMaxLength(255);
        builder.Property(row => row.Host).HasMaxLength(255);
        builder.Property(row => row.Command).HasMaxLength(128);
        builder.Property(row => row.Resource).HasMaxLength(32);
        builder.Property(row => row.ResourceId).HasMaxLength(64);
        builder.Property(row => row.Name).HasMaxLength(512);
        builder.HasIndex(row => row.OccurredAt);
        builder.HasIndex(row => new { row.Resource, row.Name });
    }
}
