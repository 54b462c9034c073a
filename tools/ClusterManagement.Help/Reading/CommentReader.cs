using System.Text.RegularExpressions;
using System.Xml.Linq;
using ClusterManagement.Help.Model;

namespace ClusterManagement.Help.Reading;

/// <summary>Turns the elements of a documentation comment into blocks.</summary>
internal sealed partial class CommentReader(ReferenceNames names)
{
    public IReadOnlyList<Block> Read(XElement? element)
    {
        var blocks = new List<Block>();
        if (element is not null)
            Append(element, blocks);
        return blocks;
    }

    /// <summary>Reads a link of its own, a seealso.</summary>
    public Span ReadLink(XElement element) => names.Describe(element) with { IsCode = false };

    private static string Clean(string text) => Whitespace().Replace(text, " ");

    /// <summary>Takes the indentation off that the comment gave to every line.</summary>
    public static string Dedent(string code)
    {
        var lines = code.ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd()).ToList();
        var indent = lines.Where(line => line.Length > 0).Select(line => line.Length - line.TrimStart().Length).DefaultIfEmpty().Min();
        return string.Join('\n', lines.Select(line => line.Length > indent ? line[indent..] : line.TrimStart())).Trim('\n');
    }

    private void Append(XElement container, List<Block> blocks)
    {
        var spans = new List<Span>();
        foreach (var node in container.Nodes())
        {
            if (node is XElement { Name.LocalName: "para" or "list" or "code" } block)
            {
                Close(spans, blocks);
                AppendBlock(block, blocks);
            }
            else
            {
                AppendInline(node, spans);
            }
        }

        Close(spans, blocks);
    }

    private void AppendBlock(XElement element, List<Block> blocks)
    {
        switch (element.Name.LocalName)
        {
            case "para":
                Append(element, blocks);
                break;
            case "code":
                blocks.Add(new Block(BlockKind.Code, [new Span(Dedent(element.Value))]));
                break;
            default:
                AppendList(element, blocks);
                break;
        }
    }

    private void AppendList(XElement list, List<Block> blocks)
    {
        var numbered = list.Attribute("type")?.Value == "number";
        var number = 0;
        foreach (var item in list.Elements("item"))
        {
            var spans = new List<Span>();
            if (item.Element("term") is { } term)
            {
                AppendInlines(term, spans);
                if (item.Element("description") is not null)
                    spans.Add(new Span(": "));
            }

            AppendInlines(item.Element("description") ?? (item.Element("term") is null ? item : new XElement("none")), spans);
            blocks.Add(new Block(numbered ? BlockKind.Numbered : BlockKind.Bullet, Trim(spans), ++number));
        }
    }

    private void AppendInlines(XElement container, List<Span> spans)
    {
        foreach (var node in container.Nodes())
            AppendInline(node, spans);
    }

    private void AppendInline(XNode node, List<Span> spans)
    {
        if (node is XText text)
        {
            spans.Add(new Span(Clean(text.Value)));
            return;
        }

        if (node is not XElement element)
            return;
        switch (element.Name.LocalName)
        {
            case "c":
                spans.Add(new Span(Clean(element.Value).Trim(), IsCode: true));
                break;
            case "see" or "seealso" or "a" or "paramref" or "typeparamref":
                spans.Add(names.Describe(element));
                break;
            default:
                AppendInlines(element, spans);
                break;
        }
    }

    private static void Close(List<Span> spans, List<Block> blocks)
    {
        var trimmed = Trim(spans);
        if (trimmed.Count > 0)
            blocks.Add(new Block(BlockKind.Paragraph, trimmed));
        spans.Clear();
    }

    private static List<Span> Trim(List<Span> spans)
    {
        var merged = new List<Span>();
        foreach (var span in spans)
        {
            if (merged.Count > 0 && IsPlain(span) && IsPlain(merged[^1]))
                merged[^1] = new Span(Clean(merged[^1].Text + span.Text));
            else
                merged.Add(span);
        }

        if (merged.Count > 0)
            merged[0] = merged[0] with { Text = merged[0].Text.TrimStart() };
        if (merged.Count > 0)
            merged[^1] = merged[^1] with { Text = merged[^1].Text.TrimEnd() };
        return [.. merged.Where(span => span.Text.Length > 0)];
    }

    private static bool IsPlain(Span span) => span is { IsCode: false, Target: null };

    [GeneratedRegex(@"\s+")]
    private static partial Regex Whitespace();
}
