namespace ClusterManagement.Help.Model;

/// <summary>A parameter over all sets of its cmdlet.</summary>
internal sealed record ParameterUse(ParameterHelp Parameter, IReadOnlyList<(string Set, SyntaxParameter Use)> Uses, bool IsInEverySet)
{
    /// <summary>Gets whether every set that has the parameter demands it.</summary>
    public bool IsRequired => Uses.Count > 0 && Uses.All(use => use.Use.IsRequired);

    public int? Position => Uses.Select(use => use.Use.Position).FirstOrDefault(position => position is not null);

    public PipelineInput PipelineInput => Uses.Aggregate(PipelineInput.None, (input, use) => input | use.Use.PipelineInput);

    public static ParameterUse Of(CommandHelp command, ParameterHelp parameter)
    {
        var uses = command.Syntax
            .SelectMany(set => set.Parameters.Where(use => use.Parameter.Name == parameter.Name).Select(use => (set.Name, use)))
            .ToList();
        return new ParameterUse(parameter, uses, uses.Count == command.Syntax.Count);
    }
}
