using ClusterManagement.Engine.Edge.Model;

namespace ClusterManagement.Engine.Edge.Rendering;

/// <summary>The renderers there are.</summary>
internal static class EdgeRenderers
{
    private static readonly IEdgeRenderer[] All = [new NginxRenderer(), new DnsmasqRenderer(), new HaproxyRenderer()];

    /// <summary>Makes all files of a site's edge.</summary>
    /// <param name="site">The site.</param>
    /// <param name="options">How they are to be.</param>
    public static EdgeFiles Render(EdgeSite site, EdgeOptions options)
    {
        var files = new EdgeFiles();
        foreach (var renderer in All.Where(renderer => options.Daemons.Contains(renderer.Daemon))) renderer.Render(site, options, files);
        return files;
    }
}
