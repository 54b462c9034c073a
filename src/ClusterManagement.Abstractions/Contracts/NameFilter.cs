namespace ClusterManagement;

/// <summary>Which names to take: all, one, or those that match a pattern.</summary>
public sealed class NameFilter
{
    private NameFilter(string? literal, string? prefix, Func<string, bool>? matches)
    {
        Literal = literal;
        Prefix = prefix;
        Matches = matches;
    }

    /// <summary>All names.</summary>
    public static NameFilter All { get; } = new(null, null, null);

    /// <summary>The one name, when it is one.</summary>
    public string? Literal { get; }

    /// <summary>How the names start, when a pattern says so; an index serves that part.</summary>
    public string? Prefix { get; }

    /// <summary>The whole pattern, when there is one; null takes every name with the prefix.</summary>
    public Func<string, bool>? Matches { get; }

    /// <summary>One name, compared without regard to case.</summary>
    /// <param name="name">The name.</param>
    public static NameFilter Named(string name) => new(name, null, null);

    /// <summary>The names a pattern takes.</summary>
    /// <param name="prefix">How they start; empty when the pattern does not say.</param>
    /// <param name="matches">The whole pattern.</param>
    public static NameFilter Like(string prefix, Func<string, bool> matches) => new(null, prefix, matches);

    /// <summary>The filter for a column that is kept in lower case.</summary>
    public NameFilter ToLower() => new(Literal?.ToLowerInvariant(), Prefix?.ToLowerInvariant(), Matches);

    /// <summary>True when the filter takes a name.</summary>
    /// <param name="name">The name.</param>
    public bool Takes(string name) =>
        Literal is not null ? string.Equals(Literal, name, StringComparison.OrdinalIgnoreCase) : Matches?.Invoke(name) ?? true;
}
