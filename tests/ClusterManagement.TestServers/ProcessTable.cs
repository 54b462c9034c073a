using System.Globalization;

namespace ClusterManagement.TestServers;

/// <summary>Reads /proc.</summary>
internal static class ProcessTable
{
    // The first thread can have ended, and the state says so, while others still hold the process's sockets.
    private const int ThreadCount = 17;

    /// <summary>The processes that a process started and that still are.</summary>
    /// <param name="parent">The process id.</param>
    public static IReadOnlyList<int> ChildrenOf(int parent) =>
        Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0 && Read(id) is [_, var owner, ..] && owner == parent.ToString(CultureInfo.InvariantCulture))
            .ToList();

    /// <summary>Whether a process runs; one that has ended and whose parent has not asked yet does not.</summary>
    /// <param name="id">The process id.</param>
    public static bool IsRunning(int id) =>
        Read(id) is [var state, ..] fields && (state is not ("Z" or "X") || fields[ThreadCount] is not ("0" or "1"));

    // State, parent and so on: what follows the name in parentheses, which may hold anything.
    private static string[] Read(int id)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{id}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return [];
        }
    }
}
