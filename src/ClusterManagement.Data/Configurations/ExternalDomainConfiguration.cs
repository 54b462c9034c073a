using ClusterManagement.Data.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ClusterManagement.Data.Configurations;

/// <summary>The table ExternalDomains.</summary>
internal sealed class ExternalDomainConfiguration : EntityConfiguration<ExternalDomainEntity>
{
    /// <inheritdoc/>
    protected override void ConfigureRest(EntityTypeBuilder<ExternalDomainEntity> builder)
    {
        builder.ToTable("ExternalDomains", table => table.HasCheckConstraint("CK_ExternalDomains_domain", Checks.LowerCase("domain")));
        builder.Property(domain => domain.Domain).HasMaxLength(253);
        builder.Property(domain => domain.AcmeEmail).HasMaxLength(254);
        builder.Property(domain => domain.AcmeDirectory).HasMaxLength(512);
        builder.Property(domain => domain.CloudflareApiEmail).HasMaxLength(254);
        builder.Property(domain => domain.CloudflareApiKey).HasMaxLength(2048);
        builder.HasIndex(domain => domain.Domain).IsUnique();
        builder.HasIndex(domain => domain.SiteId);
        builder.HasOne(domain => domain.Site).WithMany(site => site.ExternalDomains)
            .HasForeignKey(domain => domain.SiteId).OnDelete(DeleteBehavior.Restrict);
    }
}
