using ClusterManagement.Data.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ClusterManagement.Data.Configurations;

/// <summary>The table Certificates. The unique column currentDomainId lets a domain have one current certificate and any number of former ones.</summary>
internal sealed class CertificateConfiguration : EntityConfiguration<CertificateEntity>
{
    /// <inheritdoc/>
    protected override void ConfigureRest(EntityTypeBuilder<CertificateEntity> builder)
    {
        builder.ToTable("Certificates", table => table.HasCheckConstraint(
            "CK_Certificates_currentDomainId", "[currentDomainId] IS NULL OR [currentDomainId] = [externalDomainId]"));
        builder.Property(certificate => certificate.Fingerprint).HasMaxLength(95);
        builder.Property(certificate => certificate.Subject).HasMaxLength(512);
        builder.Property(certificate => certificate.Issuer).HasMaxLength(512);
        builder.Property(certificate => certificate.SerialNumber).HasMaxLength(64);
        builder.HasIndex(certificate => certificate.CurrentDomainId).IsUnique();
        builder.HasIndex(certificate => new { certificate.ExternalDomainId, certificate.Fingerprint }).IsUnique();
        builder.HasOne(certificate => certificate.ExternalDomain).WithMany(domain => domain.Certificates)
            .HasForeignKey(certificate => certificate.ExternalDomainId).OnDelete(DeleteBehavior.Cascade);
    }
}
