namespace ClusterManagement.Commands;

/// <summary>Completes the names of public domains.</summary>
public sealed class DomainCompleter() : NameCompleter(Nouns.Domain);
