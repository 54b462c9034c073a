using ClusterManagement.Engine.Edge.Model;

namespace ClusterManagement.Engine.Edge.Rendering;

/// <summary>The encoder for comments and notes: one line, whatever comes.</summary>
internal static class Comment
{
    private const int Longest = 120;

    /// <summary>The line that begins a file, as nginx, dnsmasq and HAProxy take it.</summary>
    /// <param name="site">The site.</param>
    public static string Head(EdgeSite site) => $"# Site {Encode(site.Name)}. Written by ClusterManagement: changes made here are overwritten.\n";

    /// <summary>A text without what could end a line, steer a terminal or flood it.</summary>
    /// <param name="text">The text.</param>
    public static string Encode(string text)
    {
        var cut = text.Length <= Longest ? text : string.Concat(text.AsSpan(0, Longest - 3), "...");
        return cut.All(char.IsAscii) && !cut.Any(char.IsControl) && !cut.EndsWith('\\')
            ? cut
            : string.Concat(cut.Select(c => char.IsAscii(c) && !char.IsControl(c) && c != '\\' ? c : '?'));
    }
}
