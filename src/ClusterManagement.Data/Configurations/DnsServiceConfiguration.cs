using ClusterManagement.Data.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ClusterManagement.Data.Configurations;

/// <summary>The table DnsServices.</summary>
internal sealed class DnsServiceConfiguration() : ServicePartConfiguration<DnsServiceEntity>(ServiceType.Dns)
{
    /// <inheritdoc/>
    protected override void ConfigureRest(EntityTypeBuilder<DnsServiceEntity> builder)
    {
        builder.ToTable("DnsServices", table =>
        {
            CheckType(table);
            table.HasCheckConstraint("CK_DnsServices_recordType", Checks.OneOf("recordType", "SRV"));
            table.HasCheckConstraint("CK_DnsServices_serviceName", Checks.LowerCase("serviceName"));
        });
        builder.Property(service => service.ServiceName).HasMaxLength(63);
    }
}
