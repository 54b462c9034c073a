using System.Globalization;

namespace ClusterManagement.Benchmarks;

/// <summary>How long it takes to make and start many containers of one pipeline on two nodes, where each task on Proxmox takes a second.</summary>
internal static class ManyContainers
{
    private const int Total = 50;

    /// <summary>Measures and prints; a container that does not run in the end, ends the benchmark.</summary>
    /// <param name="database">A database's path.</param>
    public static void Measure(string database)
    {
        using var runspace = new ModuleRunspace();
        runspace.Import();
        runspace.Run($"""
            $env:CLUSTER_DATABASE = '{database}'
            $simulator = Start-ClusterSimulator -TaskDuration 1000
            $null = New-ClusterSite lab -InternalDomain lab.internal -DhcpRange 10.0.0.10-10.0.0.200 -SubnetMask 255.255.255.0 -Gateway 10.0.0.1
            foreach ($name in 'pve1', 'pve2') {'{'}
                $null = New-ClusterNode $name -Site lab -ApiUrl $simulator.ApiUrl -Credential $simulator.Credential -CertificateFingerprint $simulator.CertificateFingerprint
            {'}'}
            """);

        // The first container of a process pays for what is compiled and opened once.
        runspace.Run("'warm1', 'warm2' | New-ClusterContainer -Site lab -Template debian-12 -Disk 4 -Start | Stop-ClusterContainer -PassThru | Remove-ClusterContainer -Confirm:$false");
        foreach (var (limit, budget) in new (int, double?)[] { (8, 15), (1, null) })
        {
            var seconds = runspace.Time(
                $"$made = 1..{Total} | ForEach-Object {{ \"c$_\" }} | New-ClusterContainer -Site lab -Template debian-12 -Disk 4 -Start -ThrottleLimit {limit}") / 1000;
            runspace.Run($"if (@($made | Where-Object Status -eq Running).Count -ne {Total}) {{ throw 'Not every container runs.' }}");
            runspace.Run("Get-ClusterContainer | Remove-ClusterContainer -Force -Confirm:$false -ThrottleLimit 32");
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{Total} containers, create and start of 1 s each, -ThrottleLimit {limit}: {seconds,6:0.0} s{(budget is { } most ? $" (budget {most:0} s)" : string.Empty)}"));
        }
    }
}
