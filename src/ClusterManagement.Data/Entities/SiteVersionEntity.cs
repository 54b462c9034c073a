namespace ClusterManagement.Data.Entities;

/// <summary>
/// A row of SiteVersions: a mark that is another one after each change of a row the site's edge is made from. Triggers keep
/// it, whoever writes; nothing else does.
/// </summary>
public sealed class SiteVersionEntity
{
    /// <summary>The site's key.</summary>
    public int SiteId { get; set; }

    /// <summary>The mark. It says nothing but that two states are the same.</summary>
    public required string Version { get; set; }
}
