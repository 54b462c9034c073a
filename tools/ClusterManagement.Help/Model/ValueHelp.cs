namespace ClusterManagement.Help.Model;

/// <summary>A value that a parameter accepts.</summary>
/// <param name="Name">What is typed.</param>
/// <param name="Description">What it means; empty when its documentation is not at hand.</param>
internal sealed record ValueHelp(string Name, IReadOnlyList<Block> Description);
