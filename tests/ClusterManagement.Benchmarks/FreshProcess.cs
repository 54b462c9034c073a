using System.Diagnostics;
using System.Globalization;

namespace ClusterManagement.Benchmarks;

/// <summary>Figures of a process that has done nothing yet: this program starts itself for each sample.</summary>
internal static class FreshProcess
{
    /// <summary>The argument that makes this program the child.</summary>
    public const string ChildArgument = "--fresh-process";

    /// <summary>Measures: importing, the first and the second reading command.</summary>
    /// <param name="database">A database that exists.</param>
    /// <param name="samples">How many processes.</param>
    public static IEnumerable<Figure> Measure(string database, int samples)
    {
        var all = Enumerable.Range(0, samples).Select(_ => Start(database)).ToList();
        yield return new Figure("(importing an empty module first: the host's own share)", 40, all.ConvertAll(sample => sample[0]));
        yield return new Figure("Import-Module in a fresh process", 40, all.ConvertAll(sample => sample[1]));
        yield return new Figure("first Get-ClusterContainer of a process", 300, all.ConvertAll(sample => sample[2]));
        yield return new Figure("second Get-ClusterContainer of a process", 5, all.ConvertAll(sample => sample[3]));
    }

    /// <summary>What the child does: prints its figures on one line.</summary>
    /// <param name="database">The database.</param>
    public static void RunChild(string database)
    {
        using var runspace = new ModuleRunspace();

        // The package of the PowerShell engine is not compiled ahead of time, as the one in pwsh is: its first import compiles itself.
        var empty = Path.ChangeExtension(database, ".psd1");
        File.WriteAllText(empty, "@{ ModuleVersion = '1.0.0'; FunctionsToExport = @(); CmdletsToExport = @() }");
        var host = runspace.Time($"Import-Module '{empty}'");
        var import = runspace.Import();
        var first = runspace.Time($"Get-ClusterContainer -Database '{database}' c1");
        var second = runspace.Time($"Get-ClusterContainer -Database '{database}' c2");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{host} {import} {first} {second}"));
    }

    private static double[] Start(string database)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [ChildArgument, database]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var line = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return line.Trim().Split(' ').Select(part => double.Parse(part, CultureInfo.InvariantCulture)).ToArray();
    }
}
