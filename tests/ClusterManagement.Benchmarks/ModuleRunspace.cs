using System.Collections.ObjectModel;
using System.Diagnostics;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace ClusterManagement.Benchmarks;

/// <summary>A runspace that can import the module and time what it runs.</summary>
internal sealed class ModuleRunspace : IDisposable
{
    private readonly Runspace _runspace;

    /// <summary>Opens the runspace; the module is not imported yet.</summary>
    public ModuleRunspace()
    {
        _runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        _runspace.Open();

        // The engine's own first command is not what is measured.
        Run("1..3 | ForEach-Object { $_ } | Where-Object { $_ -gt 1 }");
    }

    /// <summary>The manifest of the module that is measured.</summary>
    public static string Manifest { get; } = FindManifest();

    /// <summary>Imports the module.</summary>
    /// <returns>Milliseconds.</returns>
    public double Import() => Time($"Import-Module '{Manifest}'");

    /// <summary>Works in a database from now on, and makes in it a site with 65,000 addresses, a node and a domain.</summary>
    /// <param name="address">The path or URL.</param>
    public void Use(string address) => Run($"""
        $env:CLUSTER_DATABASE = '{address}'
        $null = Initialize-ClusterDatabase
        $null = New-ClusterSite lab -InternalDomain lab.internal -DhcpRange 10.0.0.10-10.0.255.200 -SubnetMask 255.255.0.0 -Gateway 10.0.0.1
        $null = New-ClusterNode pve1 -Site lab
        $null = New-ExternalDomain example.com -Site lab
        """);

    /// <summary>Runs a script; an error ends the benchmark.</summary>
    /// <param name="script">The script.</param>
    public Collection<PSObject> Run(string script)
    {
        using var shell = PowerShell.Create(_runspace);
        var output = shell.AddScript(script, useLocalScope: false).Invoke();
        return shell.HadErrors ? throw new InvalidOperationException($"{script}: {shell.Streams.Error[0]}") : output;
    }

    /// <summary>Times a script.</summary>
    /// <param name="script">The script.</param>
    /// <returns>Milliseconds.</returns>
    public double Time(string script)
    {
        var watch = Stopwatch.StartNew();
        Run(script);
        return watch.Elapsed.TotalMilliseconds;
    }

    /// <inheritdoc/>
    public void Dispose() => _runspace.Dispose();

    private static string FindManifest()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var manifest = Path.Combine(folder, "ClusterManagement.psd1");
            if (File.Exists(manifest)) return manifest;
        }

        throw new FileNotFoundException("ClusterManagement.psd1 is in no folder above the benchmark.");
    }
}
