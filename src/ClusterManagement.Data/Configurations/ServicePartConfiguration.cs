using ClusterManagement.Data.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ClusterManagement.Data.Configurations;

/// <summary>What the three child tables of Services have in common.</summary>
/// <typeparam name="TPart">The child table's rows.</typeparam>
/// <param name="type">The only type the table takes.</param>
internal abstract class ServicePartConfiguration<TPart>(ServiceType type) : IEntityTypeConfiguration<TPart>
    where TPart : ServicePartEntity
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<TPart> builder)
    {
        builder.HasKey(part => part.Id);
        builder.Property(part => part.Id).ValueGeneratedNever();
        ConfigureRest(builder);
    }

    /// <summary>Configures the table's own columns, keys and checks.</summary>
    /// <param name="builder">The table.</param>
    protected abstract void ConfigureRest(EntityTypeBuilder<TPart> builder);

    /// <summary>Names the table and refuses every other type in it.</summary>
    /// <param name="table">The table.</param>
    protected void CheckType(TableBuilder<TPart> table) =>
        table.HasCheckConstraint($"CK_{table.Name}_type", Checks.OneOf("type", new LowerCaseConverter<ServiceType>().ConvertToProvider(type)!.ToString()!));
}
