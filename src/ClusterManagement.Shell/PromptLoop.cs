using System.Management.Automation;
using ClusterManagement.Shell.Host;

namespace ClusterManagement.Shell;

/// <summary>Reads statements, from a person at a terminal or from redirected input, and runs them one by one.</summary>
internal sealed class PromptLoop(ShellSession session, ShellConsole console, LineEditor editor)
{
    private readonly StatementReader _statement = new();
    private readonly CommandCompleter _completer = new(session);

    /// <summary>Runs until <c>exit</c> or the end of the input and returns the process's exit code.</summary>
    public int Run() => console.IsInteractive ? RunTerminal() : RunRedirected();

    private int RunTerminal()
    {
        while (session.ExitCode is null)
        {
            console.Write(_statement.IsEmpty ? Prompt() : ">> ");
            if (editor.ReadLine(_completer, out var endOfInput) is { } line)
            {
                editor.Remember(line);
                if (_statement.Add(line) is { } text)
                    session.Run(shell => shell.AddScript(text, useLocalScope: false), addToHistory: true);
            }
            else if (endOfInput)
            {
                break;
            }
            else
            {
                _statement.TakeAll();
            }
        }

        return session.ExitCode ?? ExitCodes.Success;
    }

    private int RunRedirected()
    {
        var worst = RunOutcome.Completed;
        while (session.ExitCode is null && worst != RunOutcome.Stopped)
        {
            var line = Console.In.ReadLine();
            if (line is null && _statement.IsEmpty)
                break;
            if ((line is null ? _statement.TakeAll() : _statement.Add(line)) is not { } text)
                continue;
            var outcome = session.Run(shell => shell.AddScript(text, useLocalScope: false));
            if (outcome > worst)
                worst = outcome;
        }

        return session.ExitCode ?? ExitCodes.From(worst);
    }

    private string Prompt()
    {
        try
        {
            return session.Evaluate("prompt") is { Length: > 0 } text ? text : "PS> ";
        }
        catch (RuntimeException)
        {
            return "PS> ";
        }
    }
}
