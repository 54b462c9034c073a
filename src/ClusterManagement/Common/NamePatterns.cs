using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>PowerShell's wildcards as name filters.</summary>
internal static class NamePatterns
{
    /// <summary>True when a name is a pattern.</summary>
    /// <param name="name">The name.</param>
    public static bool IsPattern(string name) => WildcardPattern.ContainsWildcardCharacters(name);

    /// <summary>The filter of a name or pattern.</summary>
    /// <param name="name">The name or pattern.</param>
    public static NameFilter Parse(string name)
    {
        if (!IsPattern(name)) return NameFilter.Named(name);
        var prefix = name[..name.AsSpan().IndexOfAny("*?[`")];
        var pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
        return NameFilter.Like(prefix, pattern.IsMatch);
    }

    /// <summary>The filter that takes what any of several names and patterns takes; all when there is none.</summary>
    /// <param name="names">The names and patterns.</param>
    public static NameFilter ParseAny(params string[]? names)
    {
        if (names is not { Length: > 0 }) return NameFilter.All;
        if (names is [var only]) return Parse(only);
        var filters = names.Select(Parse).ToList();
        return NameFilter.Like(string.Empty, name => filters.Exists(filter => filter.Takes(name)));
    }
}
