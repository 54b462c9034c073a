using ClusterManagement.Data.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ClusterManagement.Data.Configurations;

/// <summary>The table Nodes.</summary>
internal sealed class NodeConfiguration : EntityConfiguration<NodeEntity>
{
    /// <inheritdoc/>
    protected override void ConfigureRest(EntityTypeBuilder<NodeEntity> builder)
    {
        builder.ToTable("Nodes");
        builder.Property(node => node.Name).HasMaxLength(63).HasAnnotation(NamingConvention.IgnoreCase, true);
        builder.Property(node => node.Ipv4Address).HasMaxLength(15);
        builder.Property(node => node.ApiUrl).HasMaxLength(512);
        builder.Property(node => node.ApiTokenIdOrUsername).HasMaxLength(255);
        builder.Property(node => node.ApiTokenSecretOrPassword).HasMaxLength(2048);
        builder.Property(node => node.CertificateFingerprint).HasMaxLength(95);
        builder.HasIndex(node => node.Name).IsUnique();
        builder.HasIndex(node => node.SiteId);
        builder.HasOne(node => node.Site).WithMany(site => site.Nodes).HasForeignKey(node => node.SiteId).OnDelete(DeleteBehavior.Restrict);
    }
}
