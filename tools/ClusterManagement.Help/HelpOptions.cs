namespace ClusterManagement.Help;

/// <summary>What the command line asks for.</summary>
internal sealed record HelpOptions
{
    public const string Usage = """
        ClusterManagement.Help: writes the cmdlets' help from their XML documentation comments.

          --assembly <path>     the cmdlets' assembly; the assemblies it needs lie beside it
          --xml <path>          a documentation file; may be given several times
          --maml <folder>       writes <assembly file name>-Help.xml there, for Get-Help
          --markdown <folder>   writes a page per cmdlet and an index there
          --check               writes nothing; exit code 1 when a file differs

        Exit code: 0 done, 1 help is incomplete or a file differs, 64 wrong command line.
        """;

    public string Assembly { get; private init; } = string.Empty;

    public IReadOnlyList<string> XmlFiles { get; private init; } = [];

    public string? MamlFolder { get; private init; }

    public string? MarkdownFolder { get; private init; }

    public bool Check { get; private init; }

    public bool ShowHelp { get; private init; }

    /// <summary>Gets what is wrong with the command line, or null.</summary>
    public string? Mistake { get; private init; }

    public static HelpOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new HelpOptions();
        for (var index = 0; index < arguments.Count; index++)
        {
            var option = arguments[index];
            if (option is "--help" or "-h")
                return options with { ShowHelp = true };
            if (option == "--check")
            {
                options = options with { Check = true };
                continue;
            }

            if (++index == arguments.Count)
                return options with { Mistake = $"{option} needs a value, or is no option." };
            options = options.With(option, arguments[index]);
            if (options.Mistake is not null)
                return options;
        }

        return options.Complete();
    }

    private HelpOptions With(string option, string value) => option switch
    {
        "--assembly" => this with { Assembly = value },
        "--xml" => this with { XmlFiles = [.. XmlFiles, value] },
        "--maml" => this with { MamlFolder = value },
        "--markdown" => this with { MarkdownFolder = value },
        _ => this with { Mistake = $"There is no option {option}." },
    };

    private HelpOptions Complete()
    {
        if (Assembly.Length == 0 || XmlFiles.Count == 0)
            return this with { Mistake = "--assembly and --xml are needed." };
        if (MamlFolder is null && MarkdownFolder is null)
            return this with { Mistake = "--maml or --markdown is needed." };
        return XmlFiles.Prepend(Assembly).FirstOrDefault(path => !File.Exists(path)) is { } missing
            ? this with { Mistake = $"{missing} does not exist." }
            : this;
    }
}
