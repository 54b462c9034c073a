using ClusterManagement.Data.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ClusterManagement.Data.Configurations;

/// <summary>The table Containers.</summary>
internal sealed class ContainerConfiguration : EntityConfiguration<ContainerEntity>
{
    /// <inheritdoc/>
    protected override void ConfigureRest(EntityTypeBuilder<ContainerEntity> builder)
    {
        builder.ToTable("Containers", table =>
        {
            table.HasCheckConstraint("CK_Containers_hostname", Checks.LowerCase("hostname"));
            table.HasCheckConstraint("CK_Containers_status", Checks.OneOf<ContainerStatus>("status"));
            table.HasCheckConstraint("CK_Containers_containerId", Checks.Between("containerId", 100, 999_999_999));
            table.HasCheckConstraint("CK_Containers_macAddress", "[macAddress] = upper([macAddress]) AND length([macAddress]) = 17");
            table.HasCheckConstraint("CK_Containers_ipv4Number", Checks.Between("ipv4Number", 0, uint.MaxValue));
        });
        builder.Property(container => container.Hostname).HasMaxLength(63);
        builder.Property(container => container.Name).HasMaxLength(64).HasAnnotation(NamingConvention.IgnoreCase, true);
        builder.Property(container => container.MacAddress).HasMaxLength(17);
        builder.Property(container => container.Ipv4Address).HasMaxLength(15);
        builder.Property(container => container.StatusReason).HasMaxLength(2048);
        builder.Property(container => container.Template).HasMaxLength(255);
        builder.Property(container => container.Description).HasMaxLength(4096);
        builder.Property(container => container.Tags).HasMaxLength(1024);
        builder.HasIndex(container => new { container.NodeId, container.ContainerId }).IsUnique();
        builder.HasIndex(container => container.Hostname).IsUnique();
        builder.HasIndex(container => container.MacAddress).IsUnique();
        builder.HasIndex(container => container.Ipv4Address).IsUnique();
        builder.HasIndex(container => container.Ipv4Number).IsUnique();
        builder.HasIndex(container => container.OwnershipId).IsUnique();
        builder.HasIndex(container => container.Name);
        builder.HasOne(container => container.Node).WithMany(node => node.Containers)
            .HasForeignKey(container => container.NodeId).OnDelete(DeleteBehavior.Restrict);
    }
}
