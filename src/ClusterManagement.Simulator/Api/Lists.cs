namespace ClusterManagement.Simulator.Api;

/// <summary>Lists in one string.</summary>
internal static class Lists
{
    private static readonly char[] Separators = [',', ';', ' ', '\t', '\n', '\r', '\0'];

    public static IReadOnlyList<string> Split(string text) => text.Split(Separators, StringSplitOptions.RemoveEmptyEntries);
}
