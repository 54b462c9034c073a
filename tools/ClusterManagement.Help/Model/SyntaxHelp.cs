namespace ClusterManagement.Help.Model;

/// <summary>One parameter set, its parameters in the order in which the syntax shows them.</summary>
/// <param name="Name">The set's name.</param>
/// <param name="IsDefault">Whether it is the default set.</param>
/// <param name="Parameters">The parameters with what the set says of them.</param>
internal sealed record SyntaxHelp(string Name, bool IsDefault, IReadOnlyList<SyntaxParameter> Parameters)
{
    /// <summary>Writes the set as Get-Help does.</summary>
    public string Format(string command) =>
        string.Join(' ', [command, .. Parameters.Select(parameter => parameter.Format()), "[<CommonParameters>]"]);
}
