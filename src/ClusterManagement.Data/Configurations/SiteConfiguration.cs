using ClusterManagement.Data.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ClusterManagement.Data.Configurations;

/// <summary>The table Sites.</summary>
internal sealed class SiteConfiguration : EntityConfiguration<SiteEntity>
{
    /// <inheritdoc/>
    protected override void ConfigureRest(EntityTypeBuilder<SiteEntity> builder)
    {
        builder.ToTable("Sites", table => table.HasCheckConstraint("CK_Sites_internalDomain", Checks.LowerCase("internalDomain")));
        builder.Property(site => site.Name).HasMaxLength(64).HasAnnotation(NamingConvention.IgnoreCase, true);
        builder.Property(site => site.InternalDomain).HasMaxLength(253);
        builder.Property(site => site.DhcpRange).HasMaxLength(31);
        builder.Property(site => site.SubnetMask).HasMaxLength(15);
        builder.Property(site => site.Gateway).HasMaxLength(15);
        builder.Property(site => site.DnsForwarders).HasMaxLength(255);
        builder.HasIndex(site => site.Name).IsUnique();
    }
}
