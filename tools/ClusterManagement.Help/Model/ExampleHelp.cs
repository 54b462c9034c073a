namespace ClusterManagement.Help.Model;

/// <summary>An example: what it is about, what to type, what it shows.</summary>
internal sealed record ExampleHelp(string Title, string Code, IReadOnlyList<Block> Remarks);
