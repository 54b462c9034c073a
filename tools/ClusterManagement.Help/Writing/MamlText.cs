using System.Xml.Linq;
using ClusterManagement.Help.Model;

namespace ClusterManagement.Help.Writing;

/// <summary>Writes blocks as the paragraphs that Get-Help shows.</summary>
internal static class MamlText
{
    public static XElement Description(IEnumerable<Block> blocks) =>
        new(MamlNames.Maml + "description", Paragraphs(blocks));

    public static IEnumerable<XElement> Paragraphs(IEnumerable<Block> blocks) => blocks.Select(Line).Select(Paragraph);

    public static XElement Paragraph(string text) => new(MamlNames.Maml + "para", text);

    private static string Line(Block block) => block.Kind switch
    {
        BlockKind.Bullet => $"- {Text(block)}",
        BlockKind.Numbered => $"{block.Number}. {Text(block)}",
        _ => Text(block),
    };

    private static string Text(Block block) => string.Concat(block.Spans.Select(Text));

    private static string Text(Span span) =>
        span.Target is { } target && target.Contains("://", StringComparison.Ordinal) && target != span.Text
            ? $"{span.Text} ({target})"
            : span.Text;
}
