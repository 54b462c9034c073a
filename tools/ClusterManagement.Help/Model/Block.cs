namespace ClusterManagement.Help.Model;

/// <summary>A paragraph, a list item or a piece of code.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Spans">Its text.</param>
/// <param name="Number">The item's number in a numbered list.</param>
internal sealed record Block(BlockKind Kind, IReadOnlyList<Span> Spans, int Number = 0)
{
    public string PlainText => string.Concat(Spans.Select(span => span.Text));
}
