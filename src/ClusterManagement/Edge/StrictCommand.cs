using System.Globalization;
using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>
/// A command of the user's, run so that whatever goes wrong in it counts: any error, also in functions of the user's modules, which do not
/// see the preferences of who calls them; any program that fails; and the exit code of a script.
/// </summary>
/// <param name="command">The command.</param>
/// <param name="session">The session it runs in.</param>
internal sealed class StrictCommand(ScriptBlock command, SessionState session)
{
    private const string ExitCode = "LASTEXITCODE";

    private static readonly IReadOnlyDictionary<string, object> Preferences = new Dictionary<string, object>
    {
        ["ErrorActionPreference"] = ActionPreference.Stop,
        ["PSNativeCommandUseErrorActionPreference"] = true,
    };

    /// <summary>Runs it.</summary>
    /// <param name="argument">What it gets as <c>$_</c> and as its first argument.</param>
    /// <param name="write">Takes what it writes.</param>
    /// <returns>Why it failed, with what was thrown; null when it did not.</returns>
    public (string Reason, Exception? Cause)? Run(object argument, Action<string> write)
    {
        var former = Preferences.Keys.Append(ExitCode).ToDictionary(name => name, name => session.PSVariable.GetValue(Global(name)));
        try
        {
            foreach (var (name, value) in Preferences) session.PSVariable.Set(Global(name), value);
            session.PSVariable.Set(Global(ExitCode), 0);
            List<PSVariable> variables = [new("_", argument), .. Preferences.Select(preference => new PSVariable(preference.Key, preference.Value))];
            foreach (var line in command.InvokeWithContext([], variables, argument)) write($"{line}");
            return Failure(session.PSVariable.GetValue(Global(ExitCode)));
        }
        catch (ExitException exit)
        {
            return Failure(exit.Argument ?? 0);
        }
        catch (LoopFlowException flow)
        {
            return ("It left with break or continue a loop that is not its own", flow);
        }
        catch (ActionPreferenceStopException stop)
        {
            // An error that ends the command because every error does is the one to tell.
            return (stop.ErrorRecord.Exception.Message, stop);
        }
        catch (RuntimeException exception) when (exception is not PipelineStoppedException)
        {
            return (exception.Message, exception);
        }
        finally
        {
            foreach (var (name, value) in former) session.PSVariable.Set(Global(name), value);
        }
    }

    private static string Global(string name) => $"global:{name}";

    private static (string Reason, Exception? Cause)? Failure(object? exitCode) =>
        LanguagePrimitives.TryConvertTo<int>(exitCode, CultureInfo.InvariantCulture, out var code) && code == 0
            ? null : ($"It ended with exit code {exitCode}", null);
}
