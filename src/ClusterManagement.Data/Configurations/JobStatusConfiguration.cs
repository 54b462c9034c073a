using ClusterManagement.Data.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ClusterManagement.Data.Configurations;

/// <summary>The table JobStatuses.</summary>
internal sealed class JobStatusConfiguration : EntityConfiguration<JobStatusEntity>
{
    /// <inheritdoc/>
    protected override void ConfigureRest(EntityTypeBuilder<JobStatusEntity> builder)
    {
        builder.ToTable("JobStatuses");
        builder.Property(status => status.Message).HasMaxLength(4096);
        builder.HasIndex(status => status.JobId);
    }
}
