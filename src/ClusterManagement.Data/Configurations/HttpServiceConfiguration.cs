using ClusterManagement.Data.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ClusterManagement.Data.Configurations;

/// <summary>The table HTTPServices.</summary>
internal sealed class HttpServiceConfiguration() : ServicePartConfiguration<HttpServiceEntity>(ServiceType.Http)
{
    /// <inheritdoc/>
    protected override void ConfigureRest(EntityTypeBuilder<HttpServiceEntity> builder)
    {
        builder.ToTable("HTTPServices", table =>
        {
            CheckType(table);
            table.HasCheckConstraint("CK_HTTPServices_externalHostname", Checks.LowerCase("externalHostname"));
        });
        builder.Property(service => service.ExternalHostname).HasMaxLength(253);
        builder.HasIndex(service => new { service.ExternalHostname, service.ExternalDomainId }).IsUnique();
        builder.HasIndex(service => service.ExternalDomainId);
        builder.HasOne(service => service.ExternalDomain).WithMany(domain => domain.HttpServices)
            .HasForeignKey(service => service.ExternalDomainId).OnDelete(DeleteBehavior.Restrict);
    }
}
