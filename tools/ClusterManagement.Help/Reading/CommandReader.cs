using System.Management.Automation;
using System.Reflection;
using System.Xml.Linq;
using ClusterManagement.Help.Model;

namespace ClusterManagement.Help.Reading;

/// <summary>Reads the cmdlets of an assembly, by reflection and from their documentation comments.</summary>
internal sealed class CommandReader
{
    private readonly XmlDocs _docs;
    private readonly CommentReader _text;
    private readonly ParameterReader _parameters;
    private readonly IReadOnlyList<Type> _types;

    public CommandReader(Assembly assembly, XmlDocs docs)
    {
        _types = [.. assembly.GetExportedTypes().Where(type => !type.IsAbstract && Declaration(type) is not null)];
        _docs = docs;
        _text = new CommentReader(new ReferenceNames(_types.ToDictionary(type => TypeNames.Full(type), Name, StringComparer.Ordinal)));
        _parameters = new ParameterReader(docs, _text);
    }

    /// <summary>Reads all cmdlets, sorted by name.</summary>
    public IReadOnlyList<CommandHelp> Read() => [.. _types.Select(Read).OrderBy(command => command.Name, StringComparer.Ordinal)];

    private static CmdletAttribute? Declaration(Type type) => type.GetCustomAttribute<CmdletAttribute>(inherit: false);

    private static string Name(Type type) => Declaration(type) is { } cmdlet ? $"{cmdlet.VerbName}-{cmdlet.NounName}" : type.Name;

    private CommandHelp Read(Type type)
    {
        var cmdlet = Declaration(type)!;
        var documentation = _docs.Find(type);
        var properties = _parameters.Properties(type);
        return new CommandHelp
        {
            Verb = cmdlet.VerbName,
            Noun = cmdlet.NounName,
            Synopsis = _text.Read(documentation?.Element("summary")),
            Description = _text.Read(documentation?.Element("remarks")),
            Parameters = _parameters.Read(properties, cmdlet.SupportsShouldProcess),
            Syntax = new SyntaxReader(cmdlet).Read(properties, _parameters),
            Examples = [.. documentation?.Elements("example").Select(ReadExample) ?? []],
            Inputs = ReadInputs(properties),
            Outputs = ReadOutputs(type),
            Links = [.. documentation?.Elements("seealso").Select(_text.ReadLink) ?? []],
        };
    }

    private ExampleHelp ReadExample(XElement example)
    {
        var title = string.Concat(_text.Read(example.Element("summary")).Select(block => block.PlainText));
        var code = CommentReader.Dedent(example.Element("code")?.Value ?? string.Empty);
        XNode?[] read = [example.Element("summary"), example.Element("code")];
        var remarks = new XElement("remarks", example.Nodes().Except(read));
        return new ExampleHelp(title, code, _text.Read(remarks));
    }

    private List<TypeHelp> ReadInputs(IReadOnlyList<PropertyInfo> properties)
    {
        var inputs = properties
            .Where(property => SyntaxReader.Pipeline(property).HasFlag(PipelineInput.ByValue))
            .GroupBy(property => TypeNames.Full(property.PropertyType), StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => Plain(group.Key, $"Binds to {Names(group)}."))
            .ToList();
        var named = properties.Where(property => SyntaxReader.Pipeline(property).HasFlag(PipelineInput.ByPropertyName)).ToList();
        if (named.Count > 0)
            inputs.Add(Plain("System.Object", $"Any object; its properties of the same name bind to {Names(named)}."));
        return inputs.Count > 0 ? inputs : [Plain("None", "This cmdlet takes nothing from the pipeline.")];
    }

    private List<TypeHelp> ReadOutputs(Type type)
    {
        var declared = type.GetCustomAttributes<OutputTypeAttribute>().SelectMany(attribute => attribute.Type);
        return [.. declared.DistinctBy(output => output.Name).OrderBy(output => output.Name, StringComparer.Ordinal).Select(ReadOutput)];
    }

    private TypeHelp ReadOutput(PSTypeName output)
    {
        if (output.Name == "None" || output.Type == typeof(void))
            return Plain("None", "This cmdlet emits nothing.");
        return output.Type is { } type
            ? new TypeHelp(TypeNames.Full(type), _text.Read(_docs.Find(TypeNames.Element(type))?.Element("summary")))
            : new TypeHelp(output.Name, []);
    }

    private static string Names(IEnumerable<PropertyInfo> properties) =>
        string.Join(", ", properties.Select(property => $"-{property.Name}"));

    private static TypeHelp Plain(string name, string text) => new(name, [new Block(BlockKind.Paragraph, [new Span(text)])]);
}
