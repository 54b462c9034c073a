using Microsoft.EntityFrameworkCore;

namespace ClusterManagement.Data.Allocation;

/// <summary>
/// Container ids. Proxmox proposes the next free one but reserves nothing; the site's rows are what keeps two creators
/// apart.
/// </summary>
public static class ContainerIdPool
{
    /// <summary>The lowest id, from a proposal on, that no row of the site has.</summary>
    /// <param name="context">The database.</param>
    /// <param name="siteId">The site, whose nodes share one Proxmox cluster.</param>
    /// <param name="proposal">The lowest id Proxmox takes to be free.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static async Task<int> TakeLowestAsync(ClusterContext context, int siteId, int proposal, CancellationToken cancellationToken)
    {
        var taken = context.Containers.Where(row => row.Node.SiteId == siteId && row.ContainerId >= proposal).Select(row => row.ContainerId);
        if (!await taken.ContainsAsync(proposal, cancellationToken)) return proposal;
        var next = await taken.Where(id => !taken.Contains(id + 1)).OrderBy(id => id).Select(id => id + 1).FirstAsync(cancellationToken);
        return next!.Value;
    }

    /// <summary>True when a row of the site has the id.</summary>
    /// <param name="context">The database.</param>
    /// <param name="siteId">The site.</param>
    /// <param name="containerId">The id.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static Task<bool> IsTakenAsync(ClusterContext context, int siteId, int containerId, CancellationToken cancellationToken) =>
        context.Containers.AnyAsync(row => row.Node.SiteId == siteId && row.ContainerId == containerId, cancellationToken);
}
