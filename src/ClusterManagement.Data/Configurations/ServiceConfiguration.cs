using ClusterManagement.Data.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ClusterManagement.Data.Configurations;

/// <summary>The table Services: the base of the three kinds of service.</summary>
internal sealed class ServiceConfiguration : EntityConfiguration<ServiceEntity>
{
    /// <inheritdoc/>
    protected override void ConfigureRest(EntityTypeBuilder<ServiceEntity> builder)
    {
        builder.ToTable("Services", table =>
        {
            table.HasCheckConstraint("CK_Services_type", Checks.OneOf<ServiceType>("type"));
            table.HasCheckConstraint("CK_Services_containerPort", Checks.Between("containerPort", 1, 65535));
        });
        builder.HasAlternateKey(service => new { service.Id, service.Type });
        builder.HasIndex(service => service.ContainerId);
        builder.HasOne(service => service.Container).WithMany(container => container.Services)
            .HasForeignKey(service => service.ContainerId).OnDelete(DeleteBehavior.Cascade);
        HasPart(builder, service => service.Http);
        HasPart(builder, service => service.Transport);
        HasPart(builder, service => service.Dns);
    }

    private static void HasPart<TPart>(
        EntityTypeBuilder<ServiceEntity> builder, System.Linq.Expressions.Expression<Func<ServiceEntity, TPart?>> part)
        where TPart : ServicePartEntity
    {
        builder.HasOne(part).WithOne()
            .HasForeignKey<TPart>(row => new { row.Id, row.Type })
            .HasPrincipalKey<ServiceEntity>(service => new { service.Id, service.Type })
            .OnDelete(DeleteBehavior.Cascade);
    }
}
