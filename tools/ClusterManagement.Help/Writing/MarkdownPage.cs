using ClusterManagement.Help.Model;

namespace ClusterManagement.Help.Writing;

/// <summary>Writes one cmdlet's page.</summary>
internal static class MarkdownPage
{
    /// <summary>Marks a page as generated; only pages that bear it are ever deleted.</summary>
    public const string Marker = "<!-- Generated from the XML documentation comments of the cmdlet: edit those. -->";

    public static string Write(CommandHelp command)
    {
        List<string> parts = [$"# {command.Name}", Marker, MarkdownText.Blocks(command.Synopsis), "## Syntax"];
        foreach (var set in command.Syntax)
        {
            if (command.Syntax.Count > 1)
                parts.Add($"### {set.Name}{(set.IsDefault ? " (default)" : string.Empty)}");
            parts.Add($"```text\n{set.Format(command.Name)}\n```");
        }

        parts.AddRange(["## Description", MarkdownText.Blocks(command.Description), "## Examples"]);
        parts.AddRange(command.Examples.SelectMany(WriteExample));
        parts.Add("## Parameters");
        parts.AddRange(command.Parameters.SelectMany(parameter => MarkdownParameter.Write(ParameterUse.Of(command, parameter))));
        parts.Add("### Common parameters");
        parts.Add("This cmdlet takes the common parameters: see `about_CommonParameters`.");
        parts.AddRange(["## Inputs", WriteTypes(command.Inputs), "## Outputs", WriteTypes(command.Outputs)]);
        if (command.Links.Count > 0)
            parts.AddRange(["## Related links", string.Join('\n', command.Links.Select(link => $"- {MarkdownText.Inline(link)}"))]);
        return string.Join("\n\n", parts.Where(part => part.Length > 0)) + "\n";
    }

    private static IEnumerable<string> WriteExample(ExampleHelp example, int index)
    {
        yield return $"### Example {index + 1}: {MarkdownText.Escape(example.Title)}";
        yield return $"```powershell\n{example.Code}\n```";
        yield return MarkdownText.Blocks(example.Remarks);
    }

    private static string WriteTypes(IEnumerable<TypeHelp> types) => string.Join('\n', types.Select(WriteType));

    private static string WriteType(TypeHelp type) => type.Description.Count > 0
        ? $"- {MarkdownText.Code(type.Name)}: {MarkdownText.Line(type.Description)}"
        : $"- {MarkdownText.Code(type.Name)}";
}
