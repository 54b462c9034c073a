using System.Globalization;
using ClusterManagement.Help.Model;

namespace ClusterManagement.Help.Writing;

/// <summary>Writes the section of one parameter.</summary>
internal static class MarkdownParameter
{
    public static IEnumerable<string> Write(ParameterUse use)
    {
        var parameter = use.Parameter;
        yield return $"### -{parameter.Name}";
        yield return MarkdownText.Blocks(parameter.Description);
        if (parameter.Values.Count > 0)
            yield return "Accepted values:";
        if (parameter.Values.Count > 0)
            yield return string.Join('\n', parameter.Values.Select(WriteValue));
        var rows = Rows(use).Select(row => $"| {row.Name} | {MarkdownText.Cell(row.Value)} |");
        yield return string.Join('\n', ["| Attribute | Value |", "|---|---|", .. rows]);
    }

    private static IEnumerable<(string Name, string Value)> Rows(ParameterUse use)
    {
        var parameter = use.Parameter;
        yield return ("Type", MarkdownText.Code(parameter.TypeName));
        yield return ("Required", Required(use));
        yield return ("Position", use.Position?.ToString(CultureInfo.InvariantCulture) ?? "named");
        if (parameter.Default is { } value)
            yield return ("Default", MarkdownText.Escape(value));
        yield return ("Pipeline input", Describe(use.PipelineInput));
        yield return ("Wildcards", parameter.AcceptsWildcards ? "yes" : "no");
        if (parameter.Aliases.Count > 0)
            yield return ("Aliases", string.Join(", ", parameter.Aliases.Select(MarkdownText.Code)));
        if (!use.IsInEverySet)
            yield return ("Parameter sets", string.Join(", ", use.Uses.Select(set => set.Set)));
    }

    private static string Required(ParameterUse use)
    {
        if (use.IsRequired)
            return "yes";
        var demanding = use.Uses.Where(set => set.Use.IsRequired).Select(set => set.Set).ToList();
        return demanding.Count == 0 ? "no" : $"in {string.Join(", ", demanding)}";
    }

    private static string WriteValue(ValueHelp value) => value.Description.Count > 0
        ? $"- {MarkdownText.Code(value.Name)}: {MarkdownText.Line(value.Description)}"
        : $"- {MarkdownText.Code(value.Name)}";

    private static string Describe(PipelineInput input) => input switch
    {
        PipelineInput.None => "no",
        PipelineInput.ByValue => "by value",
        PipelineInput.ByPropertyName => "by property name",
        _ => "by value, by property name",
    };
}
