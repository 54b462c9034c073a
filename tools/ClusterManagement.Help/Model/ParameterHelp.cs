namespace ClusterManagement.Help.Model;

/// <summary>What is said of a parameter, whatever the set.</summary>
internal sealed record ParameterHelp
{
    public required string Name { get; init; }

    public required string TypeName { get; init; }

    public required string TypeFullName { get; init; }

    public bool IsSwitch { get; init; }

    public bool IsArray { get; init; }

    public bool AcceptsWildcards { get; init; }

    public string? Default { get; init; }

    public IReadOnlyList<string> Aliases { get; init; } = [];

    public IReadOnlyList<ValueHelp> Values { get; init; } = [];

    public required IReadOnlyList<Block> Description { get; init; }
}
