namespace ClusterManagement.Commands;

/// <summary>Completes the names of nodes.</summary>
public sealed class NodeCompleter() : NameCompleter(Nouns.Node);
