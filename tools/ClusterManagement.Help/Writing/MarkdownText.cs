using System.Text;
using System.Text.RegularExpressions;
using ClusterManagement.Help.Model;

namespace ClusterManagement.Help.Writing;

/// <summary>Writes blocks as Markdown.</summary>
internal static partial class MarkdownText
{
    /// <summary>Writes blocks with an empty line between them; items of a list follow each other.</summary>
    public static string Blocks(IReadOnlyList<Block> blocks)
    {
        var text = new StringBuilder();
        for (var index = 0; index < blocks.Count; index++)
        {
            if (index > 0)
                text.Append(IsItem(blocks[index]) && blocks[index].Kind == blocks[index - 1].Kind ? "\n" : "\n\n");
            text.Append(Block(blocks[index]));
        }

        return text.ToString();
    }

    /// <summary>Writes blocks on one line, fit for a table's cell.</summary>
    public static string Line(IEnumerable<Block> blocks) =>
        Cell(string.Join(' ', blocks.Select(block => string.Concat(block.Spans.Select(Inline))))).ReplaceLineEndings(" ");

    public static string Inline(Span span)
    {
        var text = span.IsCode ? Code(span.Text) : Escape(span.Text);
        return span.Target is { } target ? $"[{text}]({target})" : text;
    }

    /// <summary>Writes text as code, fenced by enough backticks.</summary>
    public static string Code(string text) => text.Contains('`', StringComparison.Ordinal) ? $"`` {text} ``" : $"`{text}`";

    public static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    public static string Escape(string text) => Special().Replace(text, "\\$0");

    private static bool IsItem(Block block) => block.Kind is BlockKind.Bullet or BlockKind.Numbered;

    private static string Block(Block block) => block.Kind switch
    {
        BlockKind.Bullet => $"- {Inlines(block)}",
        BlockKind.Numbered => $"{block.Number}. {Inlines(block)}",
        BlockKind.Code => $"```powershell\n{block.PlainText}\n```",
        _ => Inlines(block),
    };

    private static string Inlines(Block block) => string.Concat(block.Spans.Select(Inline));

    [GeneratedRegex(@"[\\`*_<>\[\]]")]
    private static partial Regex Special();
}
