using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace ClusterManagement.Data.Configurations;

/// <summary>Gives every column the spec's name: the property's, in camel case.</summary>
internal static class NamingConvention
{
    /// <summary>Marks a property whose text is compared without regard to case.</summary>
    public const string IgnoreCase = "ClusterManagement:IgnoreCase";

    /// <summary>Names all columns and sets the engine's collation where case does not count.</summary>
    /// <param name="modelBuilder">The model.</param>
    /// <param name="provider">The engine.</param>
    public static void Apply(ModelBuilder modelBuilder, DatabaseProvider provider)
    {
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(type => type.GetProperties()))
        {
            property.SetColumnName(JsonNamingPolicy.CamelCase.ConvertName(property.Name));
            if (property.FindAnnotation(IgnoreCase) is null) continue;
            property.SetCollation(provider.IgnoreCaseCollation);
            property.RemoveAnnotation(IgnoreCase);
        }
    }
}
