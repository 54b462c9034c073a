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
        // ext4 looks at each file that was removed in the last minutes before it makes another: there, a run soon after another is slow.
        var memory = Path.Combine("/dev/shm", Path.GetFileName(folder));
        List<(string Name, string Folder)> places = Directory.Exists("/dev/shm") ? [("on disk", folder), ("in memory", memory)] : [("on disk", folder)];
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
            var (render, again) = (new List<double>(), new List<double>());
            var whole = places.Select(_ => new List<double>()).ToList();
            for (var i = -Warmups; i < repetitions; i++)
            {
                for (var place = 0; place < places.Count; place++)
                {
                    // A folder of its own each, which stays until the end.
                    var edge = Path.Combine(places[place].Folder, $"edge{containers}.{i}");
                    var first = runspace.Time($"$shown = Export-ClusterConfiguration lab -Path '{edge}' 5>&1");
                    var second = runspace.Time($"$null = Export-ClusterConfiguration lab -Path '{edge}' 5>&1");
                    if (i < 0) continue;
                    whole[place].Add(first);
                    render.Add(RenderTime(runspace));
                    if (place == 0) again.Add(second);
                }
            }

            var name = $"edge of {containers} containers, {containers * 2} services:";
            yield return new Figure($"{name} rows to bytes", 30 * scale, render);
            for (var place = 0; place < places.Count; place++) yield return new Figure($"{name} export, new folder {places[place].Name}", 60 * scale, whole[place]);
            yield return new Figure($"{name} export, nothing new", 60 * scale, again);
        }

        if (Directory.Exists(memory)) Directory.Delete(memory, recursive: true);
    }

    private static double RenderTime(ModuleRunspace runspace)
    {
        var said = runspace.Run("foreach ($line in $shown) { if ($line -is [System.Management.Automation.DebugRecord]) { $line } }");
        return double.Parse(Made().Match($"{said[0]}").Groups[1].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("in ([0-9.]+) ms from rows to bytes")]
    private static partial Regex Made();
}
