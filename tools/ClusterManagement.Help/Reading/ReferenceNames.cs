using System.Xml.Linq;
using ClusterManagement.Help.Model;

namespace ClusterManagement.Help.Reading;

/// <summary>Says references in the words of a PowerShell user: cmdlets by name, properties of cmdlets as parameters.</summary>
/// <param name="commands">The cmdlets' names by the full name of their class.</param>
internal sealed class ReferenceNames(IReadOnlyDictionary<string, string> commands)
{
    public Span Describe(XElement element)
    {
        if (element.Attribute("langword")?.Value is { } word)
            return new Span(word is "null" or "true" or "false" ? $"${word}" : word, IsCode: true);
        if (element.Attribute("href")?.Value is { } address)
            return new Span(element.Value.Trim() is { Length: > 0 } text ? text : address, Target: address);
        if (element.Attribute("name")?.Value is { } parameter)
            return new Span(parameter, IsCode: true);
        return Reference(element.Attribute("cref")?.Value ?? element.Value, element.Value.Trim());
    }

    private Span Reference(string reference, string text)
    {
        var id = reference.Length > 1 && reference[1] == ':' ? reference[2..] : reference;
        id = id.Split('(')[0];
        if (commands.TryGetValue(id, out var command))
            return new Span(text.Length > 0 ? text : command, IsCode: true, Target: $"{command}.md");
        if (text.Length > 0)
            return new Span(text);
        var dot = id.LastIndexOf('.');
        var name = id[(dot + 1)..].Split('`')[0];
        var isParameter = reference.StartsWith("P:", StringComparison.Ordinal) && commands.ContainsKey(id[..Math.Max(dot, 0)]);
        return new Span(isParameter ? $"-{name}" : name, IsCode: true);
    }
}
