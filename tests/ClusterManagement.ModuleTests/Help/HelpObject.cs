using System.Collections;
using System.Management.Automation;

namespace ClusterManagement.ModuleTests.Help;

/// <summary>Reads the loosely typed objects that Get-Help gives.</summary>
internal static class HelpObject
{
    /// <summary>Follows property names; a list on the way gives all its items' values.</summary>
    public static List<string> Texts(this PSObject help, params string[] path)
    {
        IEnumerable<object> values = [help];
        foreach (var name in path)
            values = values.SelectMany(Items).Select(item => PSObject.AsPSObject(item).Properties[name]?.Value).OfType<object>().ToList();
        return [.. values.SelectMany(Items).Select(item => item.ToString()!.Trim())];
    }

    /// <summary>Follows property names to the one text there.</summary>
    public static string Text(this PSObject help, params string[] path) => Assert.Single(help.Texts(path));

    private static IEnumerable<object> Items(object value) => (value as PSObject)?.BaseObject switch
    {
        IEnumerable list and not string => list.Cast<object>(),
        null when value is IEnumerable list and not string => list.Cast<object>(),
        _ => [value],
    };
}
