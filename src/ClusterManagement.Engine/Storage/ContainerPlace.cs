namespace ClusterManagement.Engine.Storage;

/// <summary>Which container it is, and in which site.</summary>
/// <param name="Id">The row's key.</param>
/// <param name="Hostname">The host name.</param>
/// <param name="SiteId">The site's key.</param>
/// <param name="Site">The site's name.</param>
/// <param name="InternalDomain">The site's internal domain.</param>
internal sealed record ContainerPlace(int Id, string Hostname, int SiteId, string Site, string InternalDomain);
