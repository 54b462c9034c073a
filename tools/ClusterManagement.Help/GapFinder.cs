using ClusterManagement.Help.Model;

namespace ClusterManagement.Help;

/// <summary>Finds what the help of a cmdlet must not lack.</summary>
internal static class GapFinder
{
    private const int ExamplesWanted = 2;

    /// <summary>Returns a line per gap, in the form that build tools read.</summary>
    public static IEnumerable<string> Find(CommandHelp command)
    {
        foreach (var parameter in command.Parameters.Where(parameter => parameter.Description.Count == 0))
            yield return Gap("HELP001", command, $"parameter -{parameter.Name} has no <summary>");
        if (command.Synopsis.Count == 0)
            yield return Gap("HELP002", command, "the class has no <summary>");
        if (command.Description.Count == 0)
            yield return Gap("HELP003", command, "the class has no <remarks>");
        if (command.Outputs.Count == 0)
            yield return Gap("HELP004", command, "the class has no [OutputType]; say [OutputType(\"None\")] when it emits nothing");
        if (command.Examples.Count < ExamplesWanted)
            yield return Gap("HELP005", command, $"the class has {command.Examples.Count} of at least {ExamplesWanted} <example> elements");
        for (var index = 0; index < command.Examples.Count; index++)
        {
            if (command.Examples[index].Title.Length == 0)
                yield return Gap("HELP006", command, $"example {index + 1} has no <summary>");
            if (command.Examples[index].Code.Length == 0)
                yield return Gap("HELP007", command, $"example {index + 1} has no <code>");
        }
    }

    private static string Gap(string id, CommandHelp command, string what) => $"error {id}: {command.Name}: {what}";
}
