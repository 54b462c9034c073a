using System.Xml.Linq;
using ClusterManagement.Help.Model;
using static ClusterManagement.Help.Writing.MamlNames;

namespace ClusterManagement.Help.Writing;

/// <summary>Writes parameters, in a syntax and in the list of parameters.</summary>
internal static class MamlParameters
{
    /// <summary>Writes a parameter of the list.</summary>
    public static XElement Write(ParameterUse use) =>
        Write(use.Parameter, use.IsRequired, use.Position, use.PipelineInput, inSyntax: false);

    /// <summary>Writes a parameter of one syntax.</summary>
    public static XElement Write(SyntaxParameter use) =>
        Write(use.Parameter, use.IsRequired, use.Position, use.PipelineInput, inSyntax: true);

    private static XElement Write(ParameterHelp parameter, bool isRequired, int? position, PipelineInput input, bool inSyntax) => new(
        Command + "parameter",
        new XAttribute("required", Word(isRequired)),
        new XAttribute("variableLength", Word(parameter.IsArray)),
        new XAttribute("globbing", Word(parameter.AcceptsWildcards)),
        new XAttribute("pipelineInput", Describe(input)),
        new XAttribute("position", position?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "named"),
        new XAttribute("aliases", parameter.Aliases.Count > 0 ? string.Join(", ", parameter.Aliases) : "none"),
        new XElement(Maml + "name", parameter.Name),
        new XElement(Maml + "Description", MamlText.Paragraphs(parameter.Description), Meanings(parameter)),
        Values(parameter, inSyntax),
        Value(parameter, inSyntax),
        new XElement(Dev + "type", new XElement(Maml + "name", parameter.TypeFullName), new XElement(Maml + "uri")),
        new XElement(Dev + "defaultValue", parameter.Default ?? (parameter.IsSwitch ? "False" : "None")));

    private static IEnumerable<XElement> Meanings(ParameterHelp parameter)
    {
        if (parameter.Values.Count == 0)
            return [];
        var lines = parameter.Values.Select(value => value.Description.Count > 0
            ? $"- {value.Name}: {string.Join(' ', value.Description.Select(block => block.PlainText))}"
            : $"- {value.Name}");
        return [MamlText.Paragraph("Accepted values:"), .. lines.Select(MamlText.Paragraph)];
    }

    // A syntax offers the values instead of the type's name.
    private static XElement? Values(ParameterHelp parameter, bool inSyntax) => inSyntax && parameter.Values.Count > 0
        ? new XElement(
            Command + "parameterValueGroup",
            parameter.Values.Select(value => new XElement(
                Command + "parameterValue",
                new XAttribute("required", "false"),
                new XAttribute("variableLength", "false"),
                value.Name)))
        : null;

    // A switch has no value to type, so a syntax shows none.
    private static XElement? Value(ParameterHelp parameter, bool inSyntax) => inSyntax && parameter.IsSwitch
        ? null
        : new XElement(
            Command + "parameterValue",
            new XAttribute("required", Word(!parameter.IsSwitch)),
            new XAttribute("variableLength", Word(parameter.IsArray)),
            parameter.TypeName);

    private static string Describe(PipelineInput input) => input switch
    {
        PipelineInput.None => "False",
        PipelineInput.ByValue => "True (ByValue)",
        PipelineInput.ByPropertyName => "True (ByPropertyName)",
        _ => "True (ByPropertyName, ByValue)",
    };

    private static string Word(bool value) => value ? "true" : "false";
}
