namespace ClusterManagement.Commands;

/// <summary>Completes the names of groups.</summary>
public sealed class GroupCompleter() : NameCompleter(Nouns.Group);
