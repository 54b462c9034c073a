namespace ClusterManagement.Help.Model;

/// <summary>All that the help of one cmdlet says.</summary>
internal sealed record CommandHelp
{
    public required string Verb { get; init; }

    public required string Noun { get; init; }

    public string Name => $"{Verb}-{Noun}";

    public required IReadOnlyList<Block> Synopsis { get; init; }

    public required IReadOnlyList<Block> Description { get; init; }

    public required IReadOnlyList<SyntaxHelp> Syntax { get; init; }

    public required IReadOnlyList<ParameterHelp> Parameters { get; init; }

    public required IReadOnlyList<ExampleHelp> Examples { get; init; }

    public required IReadOnlyList<TypeHelp> Inputs { get; init; }

    /// <summary>Gets the declared outputs; empty when nothing is declared, which is a gap.</summary>
    public required IReadOnlyList<TypeHelp> Outputs { get; init; }

    public required IReadOnlyList<Span> Links { get; init; }
}
