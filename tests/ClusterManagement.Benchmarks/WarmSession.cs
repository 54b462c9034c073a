namespace ClusterManagement.Benchmarks;

/// <summary>Figures of a session that is under way.</summary>
internal static class WarmSession
{
    private const int Batch = 1000;
    private const int Batches = 5;
    private const int UsedPorts = 20_000;

    /// <summary>Fills a database through the pipeline and measures on the way.</summary>
    /// <param name="database">A database to be made.</param>
    public static IEnumerable<Figure> Measure(string database)
    {
        using var runspace = new ModuleRunspace();
        runspace.Import();
        runspace.Run($"""
            Connect-ClusterDatabase -Path '{database}'
            $null = New-ClusterSite lab -InternalDomain lab.internal -DhcpRange 10.0.0.10-10.0.255.200 -SubnetMask 255.255.0.0 -Gateway 10.0.0.1
            $null = New-ClusterNode pve1 -Site lab
            $null = New-ExternalDomain example.com -Site lab
            """);
        Register(runspace, 0, 200);
        var register = new List<double>();
        for (var i = 0; i < Batches; i++) register.Add(Register(runspace, 1 + i, Batch) / Batch);
        yield return new Figure("register a container with an HTTP and a TCP service, each", 1.4, register);

        runspace.Run("Get-ClusterContainer b[02-9]x* | Remove-ClusterContainer -Confirm:$false");
        var list = Repeat(15, () => runspace.Time("$all = Get-ClusterContainer"));
        runspace.Run($"if ($all.Count -ne {Batch}) {{ throw \"$($all.Count) containers\" }}; if ($all[7].Services.Count -ne 2) {{ throw 'no services' }}");
        yield return new Figure($"list {Batch} containers with their services", 15, list);

        var taken = (int)runspace.Run("(Get-ClusterService -Type Transport).Count")[0].BaseObject;
        runspace.Run($"$c = Get-ClusterContainer b1x1; for ($i = {taken}; $i -lt {UsedPorts}; $i++) {{ $null = Add-TransportService -Container $c -Protocol Tcp -Port 22 }}");
        yield return new Figure($"find a port with {UsedPorts} used", 0.6, Repeat(15, () => runspace.Time("for ($i = 0; $i -lt 100; $i++) { $null = Find-ClusterPort }") / 100));
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

    private static List<double> Repeat(int count, Func<double> measure)
    {
        measure();
        return Enumerable.Range(0, count).Select(_ => measure()).ToList();
    }
}
