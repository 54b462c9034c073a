using System.Management.Automation;
using System.Reflection;
using ClusterManagement.Help.Model;

namespace ClusterManagement.Help.Reading;

/// <summary>Sorts a cmdlet's parameters into its parameter sets.</summary>
internal sealed class SyntaxReader(CmdletAttribute cmdlet)
{
    public static IEnumerable<ParameterAttribute> Declarations(PropertyInfo property) =>
        property.GetCustomAttributes<ParameterAttribute>(inherit: true);

    public static PipelineInput Pipeline(PropertyInfo property) =>
        Declarations(property).Aggregate(PipelineInput.None, (input, declaration) => input | Pipeline(declaration));

    public IReadOnlyList<SyntaxHelp> Read(IReadOnlyList<PropertyInfo> properties, ParameterReader reader)
    {
        var names = properties.SelectMany(Declarations)
            .Select(declaration => declaration.ParameterSetName)
            .Where(name => name != ParameterAttribute.AllParameterSets)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .OrderByDescending(IsDefault)
            .ThenBy(name => name, StringComparer.Ordinal)
            .DefaultIfEmpty(ParameterAttribute.AllParameterSets);
        return [.. names.Select(name => ReadSet(name, properties, reader))];
    }

    private static PipelineInput Pipeline(ParameterAttribute declaration) =>
        (declaration.ValueFromPipeline ? PipelineInput.ByValue : PipelineInput.None)
        | (declaration.ValueFromPipelineByPropertyName ? PipelineInput.ByPropertyName : PipelineInput.None);

    private bool IsDefault(string name) => name.Equals(cmdlet.DefaultParameterSetName, StringComparison.OrdinalIgnoreCase);

    private SyntaxHelp ReadSet(string name, IEnumerable<PropertyInfo> properties, ParameterReader reader)
    {
        var parameters = properties
            .Select(property => (Property: property, Declaration: DeclarationIn(name, property)))
            .Where(pair => pair.Declaration is not null)
            .Select(pair => new SyntaxParameter(
                reader.Read(pair.Property),
                pair.Declaration!.Mandatory,
                pair.Declaration.Position >= 0 ? pair.Declaration.Position : null,
                Pipeline(pair.Declaration)))
            .OrderBy(parameter => parameter.Position ?? int.MaxValue)
            .ThenByDescending(parameter => parameter.IsRequired)
            .ThenBy(parameter => parameter.Parameter.Name, StringComparer.Ordinal);
        var confirmation = reader.ConfirmationFor(cmdlet)
            .Select(parameter => new SyntaxParameter(parameter, IsRequired: false, Position: null, PipelineInput.None));
        return new SyntaxHelp(name, IsDefault(name), [.. parameters, .. confirmation]);
    }

    private static ParameterAttribute? DeclarationIn(string set, PropertyInfo property) =>
        Declarations(property).FirstOrDefault(declaration => !declaration.DontShow
            && (declaration.ParameterSetName == ParameterAttribute.AllParameterSets
                || declaration.ParameterSetName.Equals(set, StringComparison.OrdinalIgnoreCase)));
}
