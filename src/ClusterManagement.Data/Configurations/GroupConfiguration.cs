using ClusterManagement.Data.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ClusterManagement.Data.Configurations;

/// <summary>The table Groups.</summary>
internal sealed class GroupConfiguration : StampedEntityConfiguration<GroupEntity>
{
    /// <inheritdoc/>
    protected override void ConfigureKey(EntityTypeBuilder<GroupEntity> builder)
    {
        builder.HasKey(group => group.GidNumber);
        builder.Property(group => group.GidNumber).ValueGeneratedNever();
    }

    /// <inheritdoc/>
    protected override void ConfigureRest(EntityTypeBuilder<GroupEntity> builder)
    {
        builder.ToTable("Groups", table =>
        {
            table.HasCheckConstraint("CK_Groups_gidNumber", Checks.Between("gidNumber", 2000, int.MaxValue));
            table.HasCheckConstraint("CK_Groups_cn", Checks.LowerCase("cn"));
        });
        builder.Property(group => group.Cn).HasMaxLength(32);
        builder.HasIndex(group => group.Cn).IsUnique();
    }
}
