namespace ClusterManagement;

/// <summary>A name offered for completion.</summary>
/// <param name="Name">The name.</param>
/// <param name="Detail">What it is: its state, its address or its place.</param>
public sealed record NameSuggestion(string Name, string Detail);
