using ClusterManagement.Engine.Edge.Model;

namespace ClusterManagement.Engine.Edge.Rendering;

/// <summary>
/// Turns the model of a site's edge into the files of one daemon. This is the seam for another proxy: a class that implements it, listed
/// in <see cref="EdgeRenderers"/>, with its value of <see cref="EdgeDaemon"/> and its <see cref="Publishing.IEdgeController"/>.
/// </summary>
/// <remarks>
/// The same model and options give the same bytes. Every value is treated as hostile: it goes through the encoder of the place it stands
/// in, and what a place cannot hold is left out with a note. File names are relative, so that the folder can be moved as a whole.
/// </remarks>
internal interface IEdgeRenderer
{
    /// <summary>The daemon.</summary>
    EdgeDaemon Daemon { get; }

    /// <summary>Makes the files.</summary>
    /// <param name="site">The site.</param>
    /// <param name="options">How they are to be.</param>
    /// <param name="files">Takes them.</param>
    void Render(EdgeSite site, EdgeOptions options, EdgeFiles files);
}
