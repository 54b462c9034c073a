using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using ClusterManagement.Bridge;

namespace ClusterManagement.Commands;

/// <summary>Completes live names from the database. It is quick, asks no node, and never fails.</summary>
/// <param name="noun">What is named, one of <see cref="Nouns"/>.</param>
public abstract class NameCompleter(string noun) : IArgumentCompleter
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        try
        {
            var database = fakeBoundParameters["Database"] switch
            {
                ClusterDatabase given => given,
                string text => DatabaseResolver.Parse(null, text),
                _ => DatabaseResolver.Current(null),
            };
            var prefix = (wordToComplete ?? string.Empty).Trim('\'', '"').TrimEnd('*');
            var query = new SuggestionQuery(noun, prefix, Text("Site"), Text("Node"));
            var search = Task.Run(() => EngineGate.Engine.Suggest(database, query));
            return search.Wait(Patience) ? search.Result.Select(Complete).ToList() : [];
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // A prompt that breaks on Tab is worse than one that offers nothing.
            return [];
        }

        // The parameter that is being completed does not narrow its own choice.
        string? Text(string name) => name == parameterName ? null : fakeBoundParameters[name]?.ToString();
    }

    private static CompletionResult Complete(NameSuggestion suggestion)
    {
        var text = suggestion.Name.Contains(' ', StringComparison.Ordinal) ? $"'{suggestion.Name}'" : suggestion.Name;
        return new CompletionResult(text, suggestion.Name, CompletionResultType.ParameterValue, suggestion.Detail);
    }
}
