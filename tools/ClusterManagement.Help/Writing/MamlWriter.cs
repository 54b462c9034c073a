using System.Text;
using System.Xml;
using System.Xml.Linq;
using ClusterManagement.Help.Model;
using static ClusterManagement.Help.Writing.MamlNames;

namespace ClusterManagement.Help.Writing;

/// <summary>Writes the help file that Get-Help reads for a cmdlet assembly.</summary>
internal static class MamlWriter
{
    public static string Write(IEnumerable<CommandHelp> commands)
    {
        var root = new XElement(Root + "helpItems", new XAttribute("schema", "maml"), commands.Select(WriteCommand));
        var settings = new XmlWriterSettings
        {
            Indent = true,
            NewLineChars = "\n",
            Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        };
        using var buffer = new MemoryStream();
        using (var writer = XmlWriter.Create(buffer, settings))
            new XDocument(root).Save(writer);
        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    private static XElement WriteCommand(CommandHelp command) => new(
        Command + "command",
        new XAttribute(XNamespace.Xmlns + "command", Command),
        new XAttribute(XNamespace.Xmlns + "maml", Maml),
        new XAttribute(XNamespace.Xmlns + "dev", Dev),
        new XElement(
            Command + "details",
            new XElement(Command + "name", command.Name),
            MamlText.Description(command.Synopsis),
            new XElement(Command + "verb", command.Verb),
            new XElement(Command + "noun", command.Noun)),
        MamlText.Description(command.Description),
        new XElement(Command + "syntax", command.Syntax.Select(set => WriteSyntax(command, set))),
        new XElement(
            Command + "parameters",
            command.Parameters.Select(parameter => MamlParameters.Write(ParameterUse.Of(command, parameter)))),
        new XElement(Command + "inputTypes", command.Inputs.Select(type => WriteType("inputType", type))),
        new XElement(Command + "returnValues", command.Outputs.Select(type => WriteType("returnValue", type))),
        new XElement(Command + "examples", command.Examples.Select(WriteExample)),
        new XElement(Maml + "relatedLinks", command.Links.Select(WriteLink)));

    private static XElement WriteSyntax(CommandHelp command, SyntaxHelp set) => new(
        Command + "syntaxItem",
        new XElement(Maml + "name", command.Name),
        set.Parameters.Select(MamlParameters.Write));

    private static XElement WriteType(string element, TypeHelp type) => new(
        Command + element,
        new XElement(Dev + "type", new XElement(Maml + "name", type.Name)),
        MamlText.Description(type.Description));

    private static XElement WriteExample(ExampleHelp example, int index) => new(
        Command + "example",
        new XElement(Maml + "title", $"---------- Example {index + 1}: {example.Title} ----------"),
        new XElement(Dev + "code", example.Code),
        new XElement(Dev + "remarks", MamlText.Paragraphs(example.Remarks), MamlText.Paragraph(string.Empty)));

    private static XElement WriteLink(Span link) => new(
        Maml + "navigationLink",
        new XElement(Maml + "linkText", link.Text),
        new XElement(Maml + "uri", link.Target is { } target && target.Contains("://", StringComparison.Ordinal) ? target : null));
}
