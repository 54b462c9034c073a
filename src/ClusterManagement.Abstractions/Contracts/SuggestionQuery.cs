namespace ClusterManagement;

/// <summary>Which names to offer for completion.</summary>
/// <param name="Noun">One of the constants of <see cref="Nouns"/>.</param>
/// <param name="Prefix">How the names start.</param>
/// <param name="Site">Only those of this site, when given.</param>
/// <param name="Node">Only those of this node, when given.</param>
public sealed record SuggestionQuery(string Noun, string Prefix, string? Site = null, string? Node = null);
