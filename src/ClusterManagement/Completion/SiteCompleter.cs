namespace ClusterManagement.Commands;

/// <summary>Completes the names of sites.</summary>
public sealed class SiteCompleter() : NameCompleter(Nouns.Site);
