using System.Management.Automation;
using System.Management.Automation.Runspaces;
using ClusterManagement.Shell.Host;

namespace ClusterManagement.Shell;

/// <summary>A runspace with this program as its host, and the one pipeline that runs in it at a time.</summary>
internal sealed class ShellSession : IDisposable
{
    private static CmdletInfo Output { get; } = new("Out-Shell", typeof(ShellOutput));

    private readonly ShellConsole _console;
    private readonly ShellHost _host;
    private readonly Runspace _runspace;
    private PowerShell? _running;

    public ShellSession(ShellConsole console, LineEditor editor)
    {
        _console = console;
        _host = new ShellHost(console, editor);
        _runspace = RunspaceFactory.CreateRunspace(_host, CreateState());
        _runspace.ThreadOptions = PSThreadOptions.ReuseThread;
        _runspace.Open();
        if (!console.OutputIsStyled)
            PSStyle.Instance.OutputRendering = OutputRendering.PlainText;
    }

    /// <summary>Gets the code that <c>exit</c> was called with, or null while it was not.</summary>
    public int? ExitCode => _host.ExitCode;

    public Runspace Runspace => _runspace;

    /// <summary>Imports the module that the manifest describes.</summary>
    public RunOutcome Import(string manifest) => Run(
        shell => shell.AddCommand("Import-Module").AddParameter("Name", manifest).AddParameter("ErrorAction", ActionPreference.Stop));

    /// <summary>Runs what <paramref name="build"/> puts together and shows its output and errors.</summary>
    public RunOutcome Run(Action<PowerShell> build, bool addToHistory = false)
    {
        using var shell = PowerShell.Create(_runspace);
        build(shell);
        shell.AddCommand(Output);
        shell.Streams.Error.DataAdding += (_, added) => WriteErrors(ErrorText.Lines((ErrorRecord)added.ItemAdded));
        Volatile.Write(ref _running, shell);
        try
        {
            shell.Invoke(input: null, new PSInvocationSettings
            {
                AddToHistory = addToHistory,
                ExposeFlowControlExceptions = true,
            });
            return shell.InvocationStateInfo.State == PSInvocationState.Stopped ? RunOutcome.Stopped : RunOutcome.Completed;
        }
        catch (PipelineStoppedException)
        {
            return RunOutcome.Stopped;
        }
        catch (ExitException exit)
        {
            _host.SetShouldExit(LanguagePrimitives.TryConvertTo<int>(exit.Argument, out var code) ? code : ExitCodes.Failure);
            return RunOutcome.Completed;
        }
        catch (FlowControlException)
        {
            // A break or continue outside a loop ends the script, as it does in pwsh.
            return RunOutcome.Completed;
        }
        catch (RuntimeException exception)
        {
            WriteErrors(ErrorText.Lines(exception));
            return RunOutcome.Failed;
        }
        finally
        {
            Volatile.Write(ref _running, null);
            _console.HideProgress();
        }
    }

    /// <summary>Runs a script of the shell's own and returns what it emits, without showing it.</summary>
    public string Evaluate(string script)
    {
        using var shell = PowerShell.Create(_runspace);
        return string.Concat(shell.AddScript(script, useLocalScope: true).Invoke<string>());
    }

    /// <summary>Asks the running pipeline to stop and returns at once; false when nothing runs.</summary>
    public bool Stop()
    {
        if (Volatile.Read(ref _running) is not { } shell)
            return false;
        shell.BeginStop(stopped => EndStop(shell, stopped), state: null);
        return true;
    }

    public void WriteErrors(IEnumerable<string> lines)
    {
        foreach (var line in lines)
            _host.UI.WriteErrorLine(line);
    }

    public void Dispose() => _runspace.Dispose();

    private static void EndStop(PowerShell shell, IAsyncResult stopped)
    {
        try
        {
            shell.EndStop(stopped);
        }
        catch (ObjectDisposedException)
        {
            // The pipeline ended by itself between the key press and the stop: what was asked for is the case.
            return;
        }
    }

    private static InitialSessionState CreateState()
    {
        var state = InitialSessionState.CreateDefault2();
        if (OperatingSystem.IsWindows())
            state.ExecutionPolicy = Microsoft.PowerShell.ExecutionPolicy.Bypass;
        state.Commands.Remove("help", typeof(SessionStateFunctionEntry));
        state.Commands.Add(new SessionStateAliasEntry("help", "Get-Help", "The paging help needs a module that is not here."));
        return state;
    }
}
