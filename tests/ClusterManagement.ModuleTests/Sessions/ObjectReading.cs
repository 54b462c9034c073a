using System.Globalization;
using System.Management.Automation;

namespace ClusterManagement.ModuleTests.Sessions;

/// <summary>Reads the module's objects as a script does: by property name.</summary>
internal static class ObjectReading
{
    /// <summary>The value of a property, which has to exist.</summary>
    /// <param name="item">The object.</param>
    /// <param name="property">The property's name.</param>
    public static object? Value(this PSObject item, string property)
    {
        var found = item.Properties[property];
        Assert.True(found is not null, $"{item.TypeNames[0]} has no property {property}.");
        return found.Value is PSObject wrapped ? wrapped.BaseObject : found.Value;
    }

    /// <summary>The value of a property as text.</summary>
    /// <param name="item">The object.</param>
    /// <param name="property">The property's name.</param>
    public static string? Text(this PSObject item, string property) => Convert.ToString(item.Value(property), CultureInfo.InvariantCulture);

    /// <summary>The value of a property as a number.</summary>
    /// <param name="item">The object.</param>
    /// <param name="property">The property's name.</param>
    public static int Number(this PSObject item, string property) => Convert.ToInt32(item.Value(property), CultureInfo.InvariantCulture);
}
