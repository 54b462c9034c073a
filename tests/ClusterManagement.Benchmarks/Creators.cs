using System.Diagnostics;
using System.Globalization;

namespace ClusterManagement.Benchmarks;

/// <summary>How many containers with two services a second come from 1, 4 and 16 creators at once, each in a runspace of its own.</summary>
internal static class Creators
{
    private const int Total = 400;

    /// <summary>Measures and prints; a failure, a missing row or a number given twice ends the benchmark.</summary>
    /// <param name="database">An empty database.</param>
    public static void Measure(BenchmarkDatabase database)
    {
        using (var runspace = new ModuleRunspace())
        {
            runspace.Import();
            runspace.Use(database.Address);
        }

        var made = 0;
        foreach (var creators in new[] { 1, 4, 16 })
        {
            var seconds = Create(database, creators);
            made += Total;
            Check(database, made);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{database.Engine,-12}{creators,4} creators: {Total / seconds,8:0} containers/s; {made} rows, every address, MAC and port once"));
        }
    }

    private static double Create(BenchmarkDatabase database, int creators)
    {
        var runspaces = Enumerable.Range(0, creators).Select(_ => new ModuleRunspace()).ToList();
        foreach (var runspace in runspaces)
        {
            runspace.Import();
            runspace.Run($"$db = '{database.Address}'; $null = Get-ClusterSite -Database $db");
        }

        var watch = Stopwatch.StartNew();
        Parallel.For(0, creators, new ParallelOptions { MaxDegreeOfParallelism = creators }, i => runspaces[i].Run(
            $$"""
            foreach ($n in 1..{{Total / creators}}) {
                $null = New-ClusterContainer "c{{creators}}w{{i}}n$n" -Node pve1 -NoProvision -Database $db |
                    Add-HttpService -Port 8080 -Domain example.com -PassThru -Database $db |
                    Add-TransportService -Protocol Tcp -Port 22 -Database $db
            }
            """));
        var seconds = watch.Elapsed.TotalSeconds;
        runspaces.ForEach(runspace => runspace.Dispose());
        return seconds;
    }

    private static void Check(BenchmarkDatabase database, int expected)
    {
        foreach (var sql in new[]
        {
            "SELECT count(*) FROM \"Containers\"",
            "SELECT count(DISTINCT \"ipv4Address\") FROM \"Containers\"",
            "SELECT count(DISTINCT \"macAddress\") FROM \"Containers\"",
            "SELECT count(DISTINCT \"externalPort\") FROM \"TransportServices\"",
            "SELECT count(DISTINCT \"externalHostname\") FROM \"HTTPServices\"",
            "SELECT max(\"externalPort\") - 1999 FROM \"TransportServices\"",
        })
        {
            var found = database.Count(sql);
            if (found != expected) throw new InvalidOperationException($"{database.Engine}: {sql} gives {found} and not {expected}.");
        }
    }
}
