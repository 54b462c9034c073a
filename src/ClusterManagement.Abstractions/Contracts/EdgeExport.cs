namespace ClusterManagement;

/// <summary>Where the configuration of a site is to be written.</summary>
/// <param name="Site">The site.</param>
/// <param name="Folder">The folder's full path.</param>
/// <param name="Options">How it is to be.</param>
/// <param name="Force">True to overwrite files that somebody else wrote.</param>
public sealed record EdgeExport(SiteIdentity Site, string Folder, EdgeOptions Options, bool Force = false);
