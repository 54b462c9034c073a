using System.Management.Automation;
using System.Reflection;
using ClusterManagement.Help.Model;

namespace ClusterManagement.Help.Reading;

/// <summary>Reads what a cmdlet's parameters are, inherited ones included.</summary>
internal sealed class ParameterReader(XmlDocs docs, CommentReader text)
{
    private static ParameterHelp[] Confirmation { get; } =
    [
        Standard("Confirm", "cf", "Asks before each change."),
        Standard("WhatIf", "wi", "Says what would change, and changes nothing."),
    ];

    /// <summary>Returns the properties that are parameters, sorted by name; a redeclared one counts once.</summary>
    public IReadOnlyList<PropertyInfo> Properties(Type type) =>
    [
        .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => SyntaxReader.Declarations(property).Any(declaration => !declaration.DontShow))
            .GroupBy(property => property.Name, StringComparer.OrdinalIgnoreCase)
            .Select(group => group.MaxBy(property => Depth(property.DeclaringType))!)
            .OrderBy(property => property.Name, StringComparer.Ordinal),
    ];

    public IReadOnlyList<ParameterHelp> Read(IEnumerable<PropertyInfo> properties, bool withConfirmation) =>
        [.. properties.Select(Read), .. withConfirmation ? Confirmation : []];

    public IEnumerable<ParameterHelp> ConfirmationFor(CmdletAttribute cmdlet) => cmdlet.SupportsShouldProcess ? Confirmation : [];

    public ParameterHelp Read(PropertyInfo property)
    {
        var type = property.PropertyType;
        var isSwitch = type == typeof(SwitchParameter);
        var fallback = property.GetCustomAttribute<PSDefaultValueAttribute>();
        return new ParameterHelp
        {
            Name = property.Name,
            TypeName = TypeNames.Short(type),
            TypeFullName = TypeNames.Full(type),
            IsSwitch = isSwitch,
            IsArray = type.IsArray,
            AcceptsWildcards = property.IsDefined(typeof(SupportsWildcardsAttribute), inherit: true),
            Default = fallback?.Help ?? fallback?.Value?.ToString(),
            Aliases = [.. property.GetCustomAttribute<AliasAttribute>()?.AliasNames ?? []],
            Values = ReadValues(property),
            Description = text.Read(docs.Find(property)?.Element("summary")),
        };
    }

    private List<ValueHelp> ReadValues(PropertyInfo property)
    {
        var type = TypeNames.Element(property.PropertyType);
        if (type.IsEnum)
        {
            return [.. type.GetFields(BindingFlags.Public | BindingFlags.Static)
                .Select(field => new ValueHelp(field.Name, text.Read(docs.FindEnumValue(type, field.Name)?.Element("summary"))))];
        }

        return [.. property.GetCustomAttribute<ValidateSetAttribute>()?.ValidValues.Select(value => new ValueHelp(value, [])) ?? []];
    }

    private static int Depth(Type? type) => type is null ? 0 : 1 + Depth(type.BaseType);

    private static ParameterHelp Standard(string name, string alias, string description) => new()
    {
        Name = name,
        TypeName = TypeNames.Short(typeof(SwitchParameter)),
        TypeFullName = TypeNames.Full(typeof(SwitchParameter)),
        IsSwitch = true,
        Aliases = [alias],
        Description = [new Block(BlockKind.Paragraph, [new Span(description)])],
    };
}
