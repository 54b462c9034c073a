using System.Globalization;
using System.Management.Automation.Host;
using System.Reflection;

namespace ClusterManagement.Shell.Host;

/// <summary>The PowerShell host that this program is.</summary>
internal sealed class ShellHost(ShellConsole console, LineEditor editor) : PSHost
{
    /// <summary>Gets the code a script or command asked to exit with, or null while none did.</summary>
    public int? ExitCode { get; private set; }

    public override CultureInfo CurrentCulture { get; } = CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture { get; } = CultureInfo.CurrentUICulture;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override string Name => "ClusterManagement.Shell";

    public override PSHostUserInterface UI { get; } = new ShellUserInterface(console, editor);

    public override Version Version { get; } = Assembly.GetExecutingAssembly().GetName().Version ?? new Version(0, 1);

    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;

    public override void EnterNestedPrompt() =>
        throw new HostException("This shell has no nested prompt: answer with yes or no instead of suspending.");

    public override void ExitNestedPrompt() =>
        throw new HostException("This shell has no nested prompt to leave.");

    public override void NotifyBeginApplication() => console.HideProgress();

    public override void NotifyEndApplication() => console.HideProgress();
}
