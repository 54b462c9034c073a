using System.Globalization;

namespace ClusterManagement.Providers.Proxmox.Transport;

/// <summary>A path below <c>/api2/json</c>, for the wire and for people.</summary>
internal readonly record struct ApiPath
{
    private ApiPath(string escaped, string shown)
    {
        Escaped = escaped;
        Shown = shown;
    }

    internal string Escaped { get; }

    internal string Shown { get; }

    /// <summary>The node that carries the request out; null when any node does.</summary>
    internal string? Node => Shown.Split('/') is ["", "nodes", { Length: > 0 } node, _, ..] ? node : null;

    /// <summary>True for a path of this shape; a star stands for one segment.</summary>
    internal bool Fits(string shape)
    {
        var (mine, wanted) = (Shown.Split('/'), shape.Split('/'));
        return mine.Length == wanted.Length && mine.Zip(wanted).All(pair => pair.Second == "*" || pair.First == pair.Second);
    }

    internal static ApiPath Of(params ReadOnlySpan<string> segments)
    {
        var escaped = string.Empty;
        var shown = string.Empty;
        foreach (var segment in segments)
        {
            // An empty or dotted segment would name another path than the one that was meant.
            if (segment is null or "" or "." or ".." || segment.Any(char.IsControl))
            {
                throw new InvalidValueException("Path", segment, "a name that is not empty and holds no dots alone");
            }

            escaped += "/" + Uri.EscapeDataString(segment);
            shown += "/" + segment;
        }

        return new ApiPath(escaped, shown);
    }

    internal static ApiPath Container(string node, int vmid, params ReadOnlySpan<string> rest) =>
        Of(["nodes", node, "lxc", vmid.ToString(CultureInfo.InvariantCulture), .. rest]);

    internal static ApiPath Task(Upid task, params ReadOnlySpan<string> rest) =>
        Of(["nodes", task.Node, "tasks", task.ToString(), .. rest]);
}
