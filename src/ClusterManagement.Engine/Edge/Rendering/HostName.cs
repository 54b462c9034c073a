namespace ClusterManagement.Engine.Edge.Rendering;

/// <summary>
/// The encoder for every place that takes a host name. There is no way to quote one for all daemons: a name that begins with a tilde is
/// an expression to nginx, and a comma begins the next value to dnsmasq. So a name is either made of what host names are made of, and
/// stands as it is, or it is none and nothing is written.
/// </summary>
internal static class HostName
{
    private const int LongestName = 253;
    private const int LongestLabel = 63;

    /// <summary>True for labels of lower-case letters, digits, hyphens and underscores with a letter in the last one.</summary>
    /// <param name="name">The name.</param>
    public static bool IsSafe(ReadOnlySpan<char> name)
    {
        if (name.Length is 0 or > LongestName) return false;
        var label = 0;
        var hasLetter = false;
        for (var i = 0; i < name.Length; i++)
        {
            var c = name[i];
            if (c == '.')
            {
                if (label == 0 || name[i - 1] == '-') return false;
                (label, hasLetter) = (0, false);
                continue;
            }

            if (!(char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_' || (c == '-' && label > 0)) || ++label > LongestLabel) return false;
            hasLetter |= char.IsAsciiLetterLower(c);
        }

        return label > 0 && name[^1] != '-' && hasLetter;
    }

    /// <summary>True for a single label that <see cref="IsSafe"/> takes.</summary>
    /// <param name="name">The name.</param>
    public static bool IsSafeLabel(ReadOnlySpan<char> name) => !name.Contains('.') && IsSafe(name);
}
