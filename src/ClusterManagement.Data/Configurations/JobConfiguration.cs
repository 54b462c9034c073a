using ClusterManagement.Data.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ClusterManagement.Data.Configurations;

/// <summary>The table Jobs.</summary>
internal sealed class JobConfiguration : EntityConfiguration<JobEntity>
{
    /// <inheritdoc/>
    protected override void ConfigureRest(EntityTypeBuilder<JobEntity> builder)
    {
        builder.ToTable("Jobs", table => table.HasCheckConstraint("CK_Jobs_status", Checks.OneOf<JobState>("status")));
        builder.Property(job => job.Name).HasMaxLength(255);
        builder.Property(job => job.AssociatedResource).HasMaxLength(255);
        builder.HasIndex(job => job.Status);
        builder.HasIndex(job => job.AssociatedResource);
        builder.HasMany(job => job.Statuses).WithOne().HasForeignKey(status => status.JobId).OnDelete(DeleteBehavior.Cascade);
    }
}
