namespace ClusterManagement.Engine.Import.Sources;

/// <summary>How far an opensource-server database has come, by the columns it has.</summary>
internal enum SourceEra
{
    /// <summary>That of January 2026: host names and addresses are unique everywhere, and containers have no site of their own.</summary>
    Seed,

    /// <summary>In between: some of the later columns.</summary>
    Between,

    /// <summary>That of July 2026: host names and addresses are unique per site, and a domain may have no site.</summary>
    Head,
}
