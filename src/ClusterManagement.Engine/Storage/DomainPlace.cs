namespace ClusterManagement.Engine.Storage;

/// <summary>Which domain it is, and in which site.</summary>
/// <param name="Id">The row's key.</param>
/// <param name="Domain">The domain's name.</param>
/// <param name="SiteId">The site's key.</param>
/// <param name="Site">The site's name.</param>
internal sealed record DomainPlace(int Id, string Domain, int SiteId, string Site);
