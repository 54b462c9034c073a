using ClusterManagement.Data.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ClusterManagement.Data.Configurations;

/// <summary>The table TransportServices.</summary>
internal sealed class TransportServiceConfiguration() : ServicePartConfiguration<TransportServiceEntity>(ServiceType.Transport)
{
    /// <inheritdoc/>
    protected override void ConfigureRest(EntityTypeBuilder<TransportServiceEntity> builder)
    {
        builder.ToTable("TransportServices", table =>
        {
            CheckType(table);
            table.HasCheckConstraint("CK_TransportServices_protocol", Checks.OneOf<TransportProtocol>("protocol"));
            table.HasCheckConstraint("CK_TransportServices_externalPort", Checks.Between("externalPort", 1, 65535));
            table.HasCheckConstraint("CK_TransportServices_useTls", "[protocol] = 'tcp' OR NOT [useTls]");
        });
        builder.HasIndex(service => new { service.Protocol, service.ExternalPort }).IsUnique();
    }
}
