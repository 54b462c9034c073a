using System.Management.Automation;
using System.Management.Automation.Internal;

namespace ClusterManagement.Shell.Host;

/// <summary>The process's standard streams: what is a terminal, what may be coloured, and the progress line between them.</summary>
internal sealed class ShellConsole
{
    private const int RedirectedWidth = 120;
    private const string EraseLine = "\r\u001b[2K";
    private const string Reset = "\u001b[0m";

    private readonly Lock _gate = new();
    private bool _progressShown;

    public bool IsInteractive { get; } = !Console.IsInputRedirected;

    public bool OutputIsStyled { get; } = !Console.IsOutputRedirected && TerminalAllowsStyle();

    public bool ErrorIsStyled { get; } = !Console.IsErrorRedirected && TerminalAllowsStyle();

    /// <summary>Gets whether a line on the screen can be overwritten; NO_COLOR forbids colour, not movement.</summary>
    public bool CanOverwrite { get; } = !Console.IsOutputRedirected && !IsDumbTerminal();

    /// <summary>Gets the columns available: the terminal's, or enough for any of the module's tables.</summary>
    public static int Width =>
        !Console.IsOutputRedirected && Console.BufferWidth is > 0 and var width ? width : RedirectedWidth;

    public static int Height =>
        !Console.IsOutputRedirected && Console.WindowHeight is > 0 and var height ? height : 50;

    public void Write(string text, string? style = null) => WriteTo(Console.Out, OutputIsStyled, text, style);

    public void WriteLine(string text, string? style = null) => WriteTo(Console.Out, OutputIsStyled, text, style, newLine: true);

    public void WriteErrorLine(string text, string? style = null) => WriteTo(Console.Error, ErrorIsStyled, text, style, newLine: true);

    public void ShowProgress(string text)
    {
        if (!CanOverwrite)
            return;
        lock (_gate)
        {
            Console.Out.Write(EraseLine + (text.Length < Width ? text : text[..(Width - 1)]));
            _progressShown = true;
        }
    }

    public void HideProgress()
    {
        lock (_gate)
            EraseProgress();
    }

    private void WriteTo(TextWriter writer, bool styled, string text, string? style, bool newLine = false)
    {
        lock (_gate)
        {
            EraseProgress();
            writer.Write(styled ? Styled(text, style) : Plain(text));
            if (newLine)
                writer.WriteLine();
        }
    }

    private static string Styled(string text, string? style) => string.IsNullOrEmpty(style) ? text : style + text + Reset;

    private static string Plain(string text) => new StringDecorated(text).ToString(OutputRendering.PlainText);

    private void EraseProgress()
    {
        if (!_progressShown)
            return;
        Console.Out.Write(EraseLine);
        _progressShown = false;
    }

    private static bool TerminalAllowsStyle() =>
        string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && !IsDumbTerminal();

    private static bool IsDumbTerminal() => Environment.GetEnvironmentVariable("TERM") == "dumb";
}
