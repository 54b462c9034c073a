namespace ClusterManagement.Shell;

/// <summary>What the command line asks for.</summary>
internal sealed record ShellOptions
{
    public const string Usage = """
        ClusterManagement.Shell: a small PowerShell with the ClusterManagement module loaded.

          ClusterManagement.Shell [options]                       a prompt, or the statements on standard input
          ClusterManagement.Shell [options] script.ps1 [args]     runs a script
          ClusterManagement.Shell [options] -Command "text"       runs a command

          -File <path> [args]      the same as naming the script
          -Command, -c <text>      everything after it is the command
          -NoImport                does not import the module
          -Help, --help, -h        shows this

        Exit code: what the script gives to exit; 1 after a terminating error; 64 for a wrong command line;
        130 after Ctrl+C; otherwise 0.
        """;

    public bool ShowHelp { get; private init; }

    public bool Import { get; private init; } = true;

    public string? Command { get; private init; }

    public string? Script { get; private init; }

    public IReadOnlyList<string> ScriptArguments { get; private init; } = [];

    /// <summary>Gets what is wrong with the command line, or null.</summary>
    public string? Mistake { get; private init; }

    public static ShellOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new ShellOptions();
        for (var index = 0; index < arguments.Count; index++)
        {
            var rest = arguments.Skip(index + 1).ToArray();
            switch (arguments[index].ToLowerInvariant())
            {
                case "-noimport" or "--no-import":
                    options = options with { Import = false };
                    break;
                case "-help" or "--help" or "-h" or "-?" or "/?":
                    return options with { ShowHelp = true };
                case "-command" or "--command" or "-c":
                    return rest.Length > 0
                        ? options with { Command = string.Join(' ', rest) }
                        : options with { Mistake = "-Command needs the text to run." };
                case "-file" or "--file" or "-f":
                    return rest.Length > 0
                        ? options with { Script = rest[0], ScriptArguments = rest[1..] }
                        : options with { Mistake = "-File needs the script to run." };
                case var option when option.StartsWith('-'):
                    return options with { Mistake = $"There is no option {arguments[index]}." };
                default:
                    return options with { Script = arguments[index], ScriptArguments = rest };
            }
        }

        return options;
    }
}
