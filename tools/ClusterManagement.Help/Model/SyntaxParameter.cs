namespace ClusterManagement.Help.Model;

/// <summary>A parameter as one parameter set has it.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="IsRequired">Whether the set demands it.</param>
/// <param name="Position">Its position, or null when it must be named.</param>
/// <param name="PipelineInput">What of the pipeline binds to it.</param>
internal sealed record SyntaxParameter(ParameterHelp Parameter, bool IsRequired, int? Position, PipelineInput PipelineInput)
{
    public string Format()
    {
        var name = $"-{Parameter.Name}";
        if (Parameter.IsSwitch)
            return IsRequired ? name : $"[{name}]";
        var value = $"<{Parameter.TypeName}>";
        return (Position, IsRequired) switch
        {
            (not null, true) => $"[{name}] {value}",
            (not null, false) => $"[[{name}] {value}]",
            (null, true) => $"{name} {value}",
            _ => $"[{name} {value}]",
        };
    }
}
