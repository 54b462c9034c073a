using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace ClusterManagement.Data.Configurations;

/// <summary>Gives every column the spec's name, the property's in camel case, and writes conditions the engine's way.</summary>
internal static class NamingConvention
{
    /// <summary>Marks a property whose text is compared without regard to case.</summary>
    public const string IgnoreCase = "ClusterManagement:IgnoreCase";

    /// <summary>Names all columns, lets those ignore case that are to, and writes the names in check constraints as the engine wants them.</summary>
    /// <param name="modelBuilder">The model.</param>
    /// <param name="provider">The engine.</param>
    public static void Apply(ModelBuilder modelBuilder, DatabaseProvider provider)
    {
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(type => type.GetProperties()))
        {
            property.SetColumnName(JsonNamingPolicy.CamelCase.ConvertName(property.Name));
            if (property.FindAnnotation(IgnoreCase) is null) continue;
            provider.IgnoreCase(property);
            property.RemoveAnnotation(IgnoreCase);
        }

        foreach (var table in modelBuilder.Model.GetEntityTypes())
        {
            foreach (var check in table.GetCheckConstraints().ToList())
            {
                table.RemoveCheckConstraint(check.ModelName);
                table.AddCheckConstraint(check.ModelName, provider.Sql(check.Sql));
            }
        }
    }
}
