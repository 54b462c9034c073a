using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace ClusterManagement.Shell.Host;

/// <summary>Writes every stream to the console, and leaves the questions to <see cref="Prompter"/>.</summary>
internal sealed class ShellUserInterface(ShellConsole console, LineEditor editor) : PSHostUserInterface
{
    private readonly Prompter _prompter = new(console, editor);
    private readonly ProgressLine _progress = new(console);

    public override PSHostRawUserInterface RawUI { get; } = new ShellRawUserInterface(console);

    public override bool SupportsVirtualTerminal => console.OutputIsStyled;

    public override void Write(string value) => console.Write(value);

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) =>
        console.Write(value, PSStyle.Instance.Foreground.FromConsoleColor(foregroundColor));

    public override void WriteLine(string value) => console.WriteLine(value);

    public override void WriteErrorLine(string value) => console.WriteErrorLine(value, PSStyle.Instance.Formatting.Error);

    public override void WriteWarningLine(string message) =>
        console.WriteLine($"WARNING: {message}", PSStyle.Instance.Formatting.Warning);

    public override void WriteVerboseLine(string message) =>
        console.WriteLine($"VERBOSE: {message}", PSStyle.Instance.Formatting.Verbose);

    public override void WriteDebugLine(string message) =>
        console.WriteLine($"DEBUG: {message}", PSStyle.Instance.Formatting.Debug);

    public override void WriteProgress(long sourceId, ProgressRecord record) => _progress.Show(record);

    public override string ReadLine() => _prompter.ReadLine("a line");

    public override SecureString ReadLineAsSecureString() => _prompter.ReadSecret("a secret");

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
        _prompter.Ask(caption, message, descriptions);

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) =>
        _prompter.Choose(caption, message, choices, defaultChoice);

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        _prompter.AskCredential(caption, message, userName);

    public override PSCredential PromptForCredential(
        string caption,
        string message,
        string userName,
        string targetName,
        PSCredentialTypes allowedCredentialTypes,
        PSCredentialUIOptions options) => _prompter.AskCredential(caption, message, userName);
}
