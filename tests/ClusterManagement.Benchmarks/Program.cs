using ClusterManagement.Benchmarks;

if (args is [FreshProcess.ChildArgument, var existing])
{
    FreshProcess.RunChild(existing);
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

    if (args is ["edge"])
    {
        Figure.Print(EdgeExport.Measure(folder));
        return;
    }

    Figure.Print([.. FreshProcess.Measure(small, 7), .. BenchmarkDatabase.CreateAll(folder).SelectMany(WarmSession.Measure), .. EdgeExport.Measure(folder)]);
    foreach (var database in BenchmarkDatabase.CreateAll(folder)) Creators.Measure(database);
}
finally
{
    Directory.Delete(folder, recursive: true);
}
