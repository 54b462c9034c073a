using ClusterManagement.Data.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ClusterManagement.Data.Configurations;

/// <summary>The table UserGroups.</summary>
internal sealed class UserGroupConfiguration : StampedEntityConfiguration<UserGroupEntity>
{
    /// <inheritdoc/>
    protected override void ConfigureKey(EntityTypeBuilder<UserGroupEntity> builder) =>
        builder.HasKey(membership => new { membership.UidNumber, membership.GidNumber });

    /// <inheritdoc/>
    protected override void ConfigureRest(EntityTypeBuilder<UserGroupEntity> builder)
    {
        builder.ToTable("UserGroups");
        builder.HasIndex(membership => membership.GidNumber);
        builder.HasOne(membership => membership.User).WithMany(user => user.Memberships)
            .HasForeignKey(membership => membership.UidNumber).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne(membership => membership.Group).WithMany(group => group.Memberships)
            .HasForeignKey(membership => membership.GidNumber).OnDelete(DeleteBehavior.Cascade);
    }
}
