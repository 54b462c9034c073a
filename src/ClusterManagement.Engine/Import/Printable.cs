namespace ClusterManagement.Engine.Import;

/// <summary>Foreign text in a report: no control character of it reaches a terminal, and it stays on one line of bearable length.</summary>
internal static class Printable
{
    private const int Longest = 120;

    /// <summary>The printable form of a text.</summary>
    /// <param name="text">The text.</param>
    public static string Of(string? text)
    {
        var clean = string.Concat((text ?? string.Empty).Select(c => char.IsControl(c) ? '\uFFFD' : c));
        return clean.Length <= Longest ? clean : string.Concat(clean.AsSpan(0, Longest - 3), "...");
    }

    /// <summary>What an error of our rules says, without the dash of a parameter.</summary>
    /// <param name="error">The error.</param>
    public static string Of(InvalidValueException error)
    {
        var text = error.Message.TrimStart('-').TrimEnd('.');
        return char.ToLowerInvariant(text[0]) + text[1..];
    }
}
