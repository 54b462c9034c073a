using ClusterManagement.Help.Model;

namespace ClusterManagement.Help.Writing;

/// <summary>Writes the list of all cmdlets, grouped by noun.</summary>
internal static class MarkdownIndex
{
    public static string Write(IEnumerable<CommandHelp> commands)
    {
        List<string> parts = ["# Cmdlets", MarkdownPage.Marker];
        var groups = commands.GroupBy(command => command.Noun, StringComparer.Ordinal);
        foreach (var group in groups.OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var rows = group.Select(command => $"| [{command.Name}]({command.Name}.md) | {MarkdownText.Line(command.Synopsis)} |");
            parts.Add($"## {group.Key}");
            parts.Add(string.Join('\n', ["| Cmdlet | What it does |", "|---|---|", .. rows]));
        }

        return string.Join("\n\n", parts) + "\n";
    }
}
