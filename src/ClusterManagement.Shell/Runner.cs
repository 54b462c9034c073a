using System.Management.Automation;
using System.Management.Automation.Language;
using ClusterManagement.Shell.Host;

namespace ClusterManagement.Shell;

/// <summary>Does what the command line asks for and returns the exit code.</summary>
internal sealed class Runner(ShellSession session, ShellConsole console, LineEditor editor)
{
    public int Run(ShellOptions options)
    {
        try
        {
            if (options.Import && session.Import(ModuleLocator.Find()) is var imported and not RunOutcome.Completed)
                return ExitCodes.From(imported);
            if (options.Script is { } script)
                return RunScript(script, options.ScriptArguments);
            if (options.Command is { } command)
                return RunCommand(command);
            return new PromptLoop(session, console, editor).Run();
        }
        catch (Exception exception) when (exception is ShellException or ParseException)
        {
            session.WriteErrors(ErrorText.Lines(exception));
            return ExitCodes.Failure;
        }
    }

    private int RunCommand(string command)
    {
        var outcome = session.Run(shell => shell.AddScript(command, useLocalScope: false));
        return session.ExitCode ?? ExitCodes.From(outcome);
    }

    private int RunScript(string script, IReadOnlyList<string> arguments)
    {
        var path = Path.GetFullPath(script);
        if (!File.Exists(path))
            throw new ShellException($"The script {path} does not exist.", "Check the path; it is relative to the current directory.");
        if (!path.EndsWith(".ps1", StringComparison.OrdinalIgnoreCase))
            throw new ShellException($"{path} is not a PowerShell script.", "Scripts end in .ps1; -Command runs text.");
        Parser.ParseFile(path, out _, out var errors);
        if (errors.Length > 0)
            throw new ParseException(errors);
        return RunCommand(ScriptInvocation.Compose(path, arguments));
    }
}
