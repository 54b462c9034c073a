using System.Globalization;
using System.Text.RegularExpressions;

namespace ClusterManagement.Benchmarks;

/// <summary>Figures of the export of a site's edge: from rows to bytes as the command itself tells, and as a whole.</summary>
internal static partial class EdgeExport
{
    private const int Warmups = 3;

    /// <summary>Fills databases and measures.</summary>
    /// <param name="folder">Where files go.</param>
    public static IEnumerable<Figure> Measure(string folder)
    {
        foreach (var containers in new[] { 1000, 10_000 })
        {
            using var runspace = new ModuleRunspace();
            runspace.Import();
            var (scale, repetitions) = (containers / 1000, 15_000 / containers + 4);
            runspace.Run($$"""
                Connect-ClusterDatabase -Path '{{folder}}/edge{{containers}}.db'
                $null = New-ClusterSite lab -InternalDomain lab.internal -DhcpRange 10.0.0.10-10.0.255.200 -SubnetMask 255.255.0.0 -Gateway 10.0.0.1
                $null = New-ClusterNode pve1 -Site lab
                $null = New-ExternalDomain example.com -Site lab
                $null = 1..{{containers}} | ForEach-Object { "c$_" } | New-ClusterContainer -Node pve1 -NoProvision |
                    Add-HttpService -Port 8080 -Domain example.com -PassThru | Add-TransportService -Protocol Tcp -Port 22
                $DebugPreference = 'Continue'; $WarningPreference = 'SilentlyContinue'
                """);
            var (render, all, again) = (new List<double>(), new List<double>(), new List<double>());
            for (var i = -Warmups; i < repetitions; i++)
            {
                // A folder of its own each, which stays: ext4 looks at each file removed in the last minutes before it makes another.
                var edge = Path.Combine(folder, $"edge{containers}.{i}");
                var whole = runspace.Time($"$said = Export-ClusterConfiguration lab -Path '{edge}' 5>&1 | Where-Object {{ $_ -is [System.Management.Automation.DebugRecord] }}");
                var second = runspace.Time($"$null = Export-ClusterConfiguration lab -Path '{edge}' 5>&1");
                if (i < 0) continue;
                render.Add(double.Parse(Made().Match($"{runspace.Run("$said")[0]}").Groups[1].Value, CultureInfo.InvariantCulture));
                all.Add(whole);
                again.Add(second);
            }

            var name = $"edge of {containers} containers, {containers * 2} services:";
            yield return new Figure($"{name} rows to bytes", 30 * scale, render);
            yield return new Figure($"{name} export, new folder", 60 * scale, all);
            yield return new Figure($"{name} export, nothing new", 60 * scale, again);
        }
    }

    [GeneratedRegex("in ([0-9.]+) ms from rows to bytes")]
    private static partial Regex Made();
}
