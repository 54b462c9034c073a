using System.Globalization;

namespace ClusterManagement.Benchmarks;

/// <summary>Figures of a session that is under way.</summary>
internal static class WarmSession
{
    private const int Batch = 1000;
    private const int Batches = 5;
    private const int Many = 20_000;

    /// <summary>Fills a database through the pipeline and measures on the way.</summary>
    /// <param name="database">The database.</param>
    public static IEnumerable<Figure> Measure(BenchmarkDatabase database)
    {
        using var runspace = new ModuleRunspace();
        runspace.Import();
        runspace.Use(database.Address);
        Register(runspace, 0, 200);
        var register = new List<double>();
        for (var i = 0; i < Batches; i++) register.Add(Register(runspace, 1 + i, Batch) / Batch);
        var budget = database.Engine == "SQLite" ? 1.4 : 1;
        yield return new Figure($"{database.Engine}: register a container with an HTTP and a TCP service, each", budget, register);

        runspace.Run("Get-ClusterContainer b[02-9]x* | Remove-ClusterContainer -Confirm:$false");
        var list = Repeat(15, () => runspace.Time("$all = Get-ClusterContainer"));
        runspace.Run($"if ($all.Count -ne {Batch}) {{ throw \"$($all.Count) containers\" }}; if ($all[7].Services.Count -ne 2) {{ throw 'no services' }}; $all = $null");
        yield return new Figure($"{database.Engine}: list {Batch} containers with their services", 15, list);
        var peak = PeakOfList(runspace, Batch);

        for (var left = Many - Batch; left > 0; left -= 5 * Batch) Register(runspace, 100 + (left / Batch), Math.Min(left, 5 * Batch));
        var everything = Repeat(5, () => runspace.Time($"$n = 0; Get-ClusterContainer | ForEach-Object {{ $n++ }}; if ($n -ne {Many}) {{ throw \"$n containers\" }}"));
        yield return new Figure($"{database.Engine}: list {Many} containers with their services, streaming", 250, everything);
        yield return new Figure($"{database.Engine}: (memory held while {Many} stream, as a multiple of {Batch}'s)", 2, [PeakOfList(runspace, Many) / peak]);

        var used = database.Count("SELECT count(*) FROM \"TransportServices\"");
        if (used != Many) throw new InvalidOperationException($"{used} ports are used.");
        yield return new Figure($"{database.Engine}: find a port with {Many} used", 0.6, Repeat(15, () => runspace.Time("for ($i = 0; $i -lt 100; $i++) { $null = Find-ClusterPort }") / 100));
    }

    private static double Register(ModuleRunspace runspace, int batch, int count)
    {
        runspace.Run($"$names = 1..{count} | ForEach-Object {{ 'b{batch}x' + $_ }}");
        return runspace.Time("""
            $null = $names | New-ClusterContainer -Node pve1 -NoProvision |
                Add-HttpService -Port 8080 -Domain example.com -PassThru |
                Add-TransportService -Protocol Tcp -Port 22
            """);
    }

    // The most that is alive at once, in MiB above what was before: looked at while the objects go by.
    private static double PeakOfList(ModuleRunspace runspace, int count)
    {
        var step = count / 10;
        var peak = runspace.Run($$"""
            $before = [GC]::GetTotalMemory($true); $peak = 0L; $n = 0
            Get-ClusterContainer | ForEach-Object { $n++; if ($n % {{step}} -eq 0) { $now = [GC]::GetTotalMemory($true) - $before; if ($now -gt $peak) { $peak = $now } } }
            $peak
            """);
        return Math.Max(1, Convert.ToDouble(peak[0].BaseObject, CultureInfo.InvariantCulture) / (1 << 20));
    }

    private static List<double> Repeat(int count, Func<double> measure)
    {
        measure();
        return Enumerable.Range(0, count).Select(_ => measure()).ToList();
    }
}
