using System.Management.Automation.Language;
using System.Text;
using System.Text.RegularExpressions;

namespace ClusterManagement.Shell;

/// <summary>
/// Writes the call of a script as a person would type it, so that the binder sees names as names and the rest as text.
/// A script file's own <c>exit</c> only sets <c>$LASTEXITCODE</c> and <c>$?</c> for its caller; the call passes it on.
/// </summary>
internal static partial class ScriptInvocation
{
    public static string Compose(string path, IEnumerable<string> arguments)
    {
        var call = new StringBuilder("& ").Append(Quote(path));
        foreach (var argument in arguments)
            call.Append(' ').Append(Word(argument));
        return call.Append("; if (-not $?) { exit $LASTEXITCODE }").ToString();
    }

    private static string Word(string argument)
    {
        var name = ParameterName().Match(argument);
        if (!name.Success)
            return Quote(argument);
        var value = argument[name.Length..];
        return name.Value.EndsWith(':') ? name.Value + Value(value) : argument;
    }

    private static string Value(string text) =>
        text.ToLowerInvariant() is "$true" or "$false" or "$null" ? text : Quote(text);

    private static string Quote(string text) => $"'{CodeGeneration.EscapeSingleQuotedStringContent(text)}'";

    [GeneratedRegex(@"^-[\p{L}_][\p{L}\p{N}_]*(:|$)")]
    private static partial Regex ParameterName();
}
