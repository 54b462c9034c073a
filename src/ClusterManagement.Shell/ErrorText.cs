using System.Management.Automation;

namespace ClusterManagement.Shell;

/// <summary>Puts errors into words: who says it, what is wrong, what to do.</summary>
internal static class ErrorText
{
    public static IEnumerable<string> Lines(Exception exception) => exception switch
    {
        ParseException { Errors: { Length: > 0 } } parse => parse.Errors.Select(Describe),
        IContainsErrorRecord { ErrorRecord: { } record } => Lines(record),
        ShellException shell => [$"ClusterManagement.Shell: {shell.Message}", shell.Advice],
        _ => [exception.Message],
    };

    public static IEnumerable<string> Lines(ErrorRecord record)
    {
        // A parse error inside a dot-sourced or called script arrives wrapped in a record.
        if (record.Exception is ParseException { Errors: { Length: > 0 } } parse)
        {
            foreach (var line in parse.Errors.Select(Describe))
                yield return line;
            yield break;
        }

        var message = record.ErrorDetails?.Message is { Length: > 0 } details ? details : record.Exception.Message;
        yield return $"{Source(record)}: {message}";
        if (record.ErrorDetails?.RecommendedAction is { Length: > 0 } action)
            yield return action;
    }

    private static string Source(ErrorRecord record)
    {
        var invocation = record.InvocationInfo;
        if (invocation?.MyCommand is CmdletInfo or FunctionInfo)
            return invocation.MyCommand.Name;
        if (invocation?.ScriptName is { Length: > 0 } script)
            return $"{Path.GetFileName(script)}:{invocation.ScriptLineNumber}";
        return record.CategoryInfo.Reason is { Length: > 0 } reason ? reason : "Error";
    }

    private static string Describe(System.Management.Automation.Language.ParseError error)
    {
        var place = error.Extent.File is { Length: > 0 } file ? Path.GetFileName(file) : "command";
        return $"{place}:{error.Extent.StartLineNumber}:{error.Extent.StartColumnNumber}: {error.Message}";
    }
}
