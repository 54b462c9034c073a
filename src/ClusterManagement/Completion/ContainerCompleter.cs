namespace ClusterManagement.Commands;

/// <summary>Completes the names of containers.</summary>
public sealed class ContainerCompleter() : NameCompleter(Nouns.Container);
