using ClusterManagement.Engine.Edge.Rendering;

namespace ClusterManagement.Engine.Edge.Publishing;

/// <summary>What a folder's edge loses when other files take the place of its own.</summary>
internal static class Takeover
{
    /// <summary>The daemons whose files would go: they would run on with files that are no more, or not start again.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="formerSite">Whose edge it holds; null when that is not known, or nobody's.</param>
    /// <param name="formerDaemons">The daemons of that edge.</param>
    /// <param name="site">The site of the other files.</param>
    /// <param name="files">The other files.</param>
    /// <param name="force">True when a loss is wanted.</param>
    /// <param name="consequence">What <c>-Force</c> does to such daemons.</param>
    /// <exception cref="ClusterException"><c>ForeignFile</c>: the folder is another site's, or a daemon's files would go.</exception>
    public static IReadOnlyList<EdgeDaemon> Dropped(
        string folder, string? formerSite, IEnumerable<EdgeDaemon> formerDaemons, string site, EdgeFiles files, bool force, string consequence)
    {
        List<EdgeDaemon> dropped = [.. formerDaemons.Except(files.Marks.Keys).Order()];
        if (force) return dropped;
        if (formerSite is not null && formerSite != site)
        {
            throw new ClusterException(
                ErrorIds.ForeignFile, ClusterErrorKind.AlreadyExists,
                $"'{folder}' holds the edge of site {formerSite}, which that of site {site} would replace; nothing was written.",
                "Choose a folder for each site, or replace it with -Force.", folder);
        }

        return dropped.Count == 0 ? dropped : throw new ClusterException(
            ErrorIds.ForeignFile, ClusterErrorKind.AlreadyExists,
            $"The edge in '{folder}' has {Names(dropped)} too, whose files would go; nothing was written.",
            $"Name all daemons with -Daemon, or give -Force, which {consequence}.", folder);
    }

    /// <summary>The names of daemons, as a sentence has them.</summary>
    /// <param name="daemons">The daemons.</param>
    public static string Names(IEnumerable<EdgeDaemon> daemons) => string.Join(" and ", daemons);
}
