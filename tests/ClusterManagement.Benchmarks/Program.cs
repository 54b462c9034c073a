using ClusterManagement.Benchmarks;

if (args is [FreshProcess.ChildArgument, var existing])
{
    FreshProcess.RunChild(existing);
    return;
}

if (args is [BenchmarkDatabase.CountArgument, var file, var sql])
{
    BenchmarkDatabase.RunCount(file, sql);
    return;
}

var folder = Directory.CreateTempSubdirectory("cluster-benchmark-").FullName;
Environment.SetEnvironmentVariable("CLUSTER_KEY_RING", Path.Combine(folder, "keys"));
try
{
    var small = Path.Combine(folder, "small.db");
    using (var runspace = new ModuleRunspace())
    {
        runspace.Import();
        runspace.Run($"""
            Connect-ClusterDatabase -Path '{small}'
            $null = New-ClusterSite lab -InternalDomain lab.internal -DhcpRange 10.0.0.10-10.0.0.200 -SubnetMask 255.255.255.0 -Gateway 10.0.0.1
            $null = New-ClusterNode pve1 -Site lab
            $null = 'c1', 'c2', 'c3' | New-ClusterContainer -Node pve1 -NoProvision
            """);
    }

    if (Measures("commands")) Figure.Print([.. FreshProcess.Measure(small, 7), .. Engines().SelectMany(WarmSession.Measure)]);
    foreach (var database in Engines().Where(_ => Measures("creators"))) Creators.Measure(database);
    if (Measures("many")) ManyContainers.Measure(Path.Combine(folder, "many.db"));
    if (Measures("edge")) Figure.Print(EdgeExport.Measure(folder));
}
finally
{
    Directory.Delete(folder, recursive: true);
}

// Arguments name the parts and the engines to measure, such as: creators PostgreSQL. Without any, all are measured.
bool Measures(string part) => args.Length == 0 || args.Contains(part, StringComparer.OrdinalIgnoreCase);

IEnumerable<BenchmarkDatabase> Engines()
{
    var all = BenchmarkDatabase.CreateAll(folder).ToList();
    var named = all.Where(database => args.Contains(database.Engine, StringComparer.OrdinalIgnoreCase)).ToList();
    return named.Count > 0 ? named : all;
}
