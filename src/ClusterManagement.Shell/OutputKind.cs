using System.Management.Automation;

namespace ClusterManagement.Shell;

/// <summary>What one table or list can hold: objects with a type in common, or property bags of one shape.</summary>
internal sealed class OutputKind
{
    private static HashSet<string> Unspecific { get; } =
    [
        "System.Object", "System.ValueType", "System.Enum", "System.Array", "System.MarshalByRefObject",
        "System.Management.Automation.PSObject", "System.Management.Automation.PSCustomObject",
    ];

    private readonly HashSet<string> _types;
    private readonly string _shape;

    public OutputKind(PSObject first)
    {
        _types = [.. SpecificTypes(first)];
        _shape = Shape(first);
    }

    /// <summary>Says whether the object belongs with the first; text belongs everywhere.</summary>
    public bool Includes(PSObject other) =>
        IsText(other) || (_types.Count == 0 ? !SpecificTypes(other).Any() && Shape(other) == _shape : SpecificTypes(other).Any(_types.Contains));

    public static bool IsText(PSObject shown) => shown.BaseObject is string;

    private static IEnumerable<string> SpecificTypes(PSObject shown) => shown.TypeNames.Where(type => !Unspecific.Contains(type));

    private static string Shape(PSObject shown) =>
        shown.BaseObject is PSCustomObject ? string.Join('\n', shown.Properties.Select(property => property.Name)) : string.Empty;
}
