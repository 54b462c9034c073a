using System.Management.Automation;

namespace ClusterManagement.Shell;

/// <summary>What one table or list can hold: objects with a type in common, or property bags of one shape.</summary>
internal sealed class OutputKind
{
    private static HashSet<string> Unspecific { get; } =
    [
        "System.Object", "System.ValueType", "System.Enum", "System.Array", "System.MarshalByRefObject",
        "System.Management.Automation.PSObject", "System.Management.Automation.PSCustomObject",

        // What all objects of the module have in common; no view is for it.
        "ClusterManagement.ClusterObject",
    ];

    private readonly HashSet<string> _types;

    public OutputKind(PSObject first) => _types = [.. Kinds(first)];

    /// <summary>Says whether the object belongs with the first; text belongs everywhere.</summary>
    public bool Includes(PSObject other) => IsText(other) || Kinds(other).Any(_types.Contains);

    public static bool IsText(PSObject shown) => shown.BaseObject is string;

    // A bag's type names say which view it wants (Get-Help's do), so only the first counts, and without one the shape.
    private static IEnumerable<string> Kinds(PSObject shown)
    {
        var specific = shown.TypeNames.Where(type => !Unspecific.Contains(type));
        return shown.BaseObject is PSCustomObject ? [specific.FirstOrDefault() ?? Shape(shown)] : specific;
    }

    private static string Shape(PSObject bag) => string.Join('\n', bag.Properties.Select(property => property.Name));
}
