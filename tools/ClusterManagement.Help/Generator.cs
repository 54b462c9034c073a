using System.Reflection;
using ClusterManagement.Help.Model;
using ClusterManagement.Help.Reading;
using ClusterManagement.Help.Writing;

namespace ClusterManagement.Help;

/// <summary>Reads the cmdlets, refuses gaps, and writes or checks the files.</summary>
internal static class Generator
{
    /// <summary>Returns the exit code.</summary>
    public static int Run(HelpOptions options)
    {
        var assembly = Assembly.LoadFrom(Path.GetFullPath(options.Assembly));
        var commands = new CommandReader(assembly, new XmlDocs(options.XmlFiles)).Read();
        var complaints = commands.SelectMany(GapFinder.Find).ToList();
        if (complaints.Count == 0)
        {
            var output = Prepare(options, commands);
            if (options.Check)
                complaints = [.. output.Differences().Select(file => $"error HELP100: {Relative(file.Path)} {file.What}")];
            else
                Console.Out.WriteLine($"{commands.Count} cmdlets, {output.Save()} files changed.");
        }

        foreach (var complaint in complaints)
            Console.Error.WriteLine(complaint);
        return complaints.Count == 0 ? 0 : 1;
    }

    private static Output Prepare(HelpOptions options, IReadOnlyList<CommandHelp> commands)
    {
        var output = new Output();
        if (options.MamlFolder is { } maml)
            output.Add(Path.Combine(maml, $"{Path.GetFileName(options.Assembly)}-Help.xml"), MamlWriter.Write(commands));
        if (options.MarkdownFolder is { } markdown)
        {
            output.AddPageFolder(markdown);
            output.Add(Path.Combine(markdown, "README.md"), MarkdownIndex.Write(commands));
            foreach (var command in commands)
                output.Add(Path.Combine(markdown, $"{command.Name}.md"), MarkdownPage.Write(command));
        }

        return output;
    }

    private static string Relative(string path) => Path.GetRelativePath(Environment.CurrentDirectory, path);
}
