namespace ClusterManagement.Help.Model;

/// <summary>A stretch of text within a block.</summary>
/// <param name="Text">What is read.</param>
/// <param name="IsCode">Whether it is a name, a value or a command.</param>
/// <param name="Target">The page or address it leads to, or null.</param>
internal sealed record Span(string Text, bool IsCode = false, string? Target = null);
