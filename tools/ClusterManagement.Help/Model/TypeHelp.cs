namespace ClusterManagement.Help.Model;

/// <summary>A type that goes into or comes out of a cmdlet.</summary>
/// <param name="Name">The type's full name, or None.</param>
/// <param name="Description">What it is.</param>
internal sealed record TypeHelp(string Name, IReadOnlyList<Block> Description);
