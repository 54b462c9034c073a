using ClusterManagement.ModuleTests.Shell;

namespace ClusterManagement.ModuleTests.Bridge;

/// <summary>When the engine is loaded, and where. Every test is a process of its own, so that no other test has loaded it before.</summary>
public sealed class LoadingTests : ShellFixture
{
    private const string EngineAssemblies =
        "'^(ClusterManagement\\.(Engine|Data|Providers)|Microsoft\\.(EntityFrameworkCore|Extensions|Data|AspNetCore)\\b.*|SQLitePCLRaw\\..*)$'";

    private const string Describe = """
        function Get-Loaded {
            foreach ($context in [System.Runtime.Loader.AssemblyLoadContext]::All) {
                foreach ($assembly in $context.Assemblies) {
                    $name = $assembly.GetName()
                    if ($name.Name -match $pattern) { "$($context.Name)/$($name.Name)/$($name.Version.Major)" }
                }
            }
        }

        """;

    private static string Prelude => $"$pattern = {EngineAssemblies}\n{Describe}";

    [Fact]
    public async Task Importing_and_looking_around_load_no_engine()
    {
        var lines = await RunAsync("""
            $null = Get-Command -Module ClusterManagement
            $null = Get-Command New-ClusterContainer -Syntax
            $null = Get-Help Get-ClusterSite -Full
            "module: $((Get-Module ClusterManagement).ExportedCmdlets.Count -gt 30)"
            Get-Loaded
            """);

        Assert.Equal(["module: True"], lines);
    }

    [Fact]
    public async Task The_first_command_loads_the_engine_into_its_own_context()
    {
        var lines = await RunAsync("$null = Get-ClusterSite; Get-Loaded");

        Assert.All(lines, line => Assert.StartsWith("ClusterManagement/", line, StringComparison.Ordinal));
        Assert.Contains("ClusterManagement/ClusterManagement.Engine/0", lines);
        Assert.Contains("ClusterManagement/Microsoft.EntityFrameworkCore/9", lines);
        Assert.Contains("ClusterManagement/SQLitePCLRaw.core/2", lines);
    }

    [Fact]
    public async Task What_crosses_the_border_is_loaded_once_and_in_the_default_context()
    {
        var lines = await RunAsync("$null = Get-ClusterSite; $pattern = '^(ClusterManagement|ClusterManagement\\.Abstractions|System\\.Management\\.Automation)$'; Get-Loaded");

        Assert.Equal(
            ["Default/ClusterManagement", "Default/ClusterManagement.Abstractions", "Default/System.Management.Automation"],
            lines.Select(line => line[..line.LastIndexOf('/')]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Rivals_that_another_module_has_loaded_do_no_harm()
    {
        var lines = await RunAsync(
            """
            foreach ($file in [System.IO.Directory]::GetFiles($rivals, '*.dll')) {
                $null = [System.Runtime.Loader.AssemblyLoadContext]::Default.LoadFromAssemblyPath($file)
            }
            $null = [Microsoft.EntityFrameworkCore.DbContext].GetProperties()
            $null = New-ClusterSite dc1 -InternalDomain cluster.internal -DhcpRange 10.0.0.100-10.0.0.200 -SubnetMask 255.255.255.0 -Gateway 10.0.0.1
            "site: $(Get-ClusterSite)"
            "rival: $([Microsoft.EntityFrameworkCore.DbContext].Assembly.GetName().Version.Major)"
            Get-Loaded
            """);

        Assert.Equal(["site: dc1", "rival: 8"], lines.Take(2));
        Assert.Contains("Default/Microsoft.EntityFrameworkCore/8", lines);
        Assert.Contains("Default/Microsoft.Extensions.Logging/8", lines);
        Assert.Contains("ClusterManagement/Microsoft.EntityFrameworkCore/9", lines);
        Assert.Contains("ClusterManagement/Microsoft.Extensions.Logging/9", lines);
    }

    [Fact]
    public async Task Importing_again_by_force_works()
    {
        var lines = await RunAsync("""
            $before = Get-ClusterSite
            Import-Module (Get-Module ClusterManagement).Path -Force
            $null = New-ClusterSite dc1 -InternalDomain cluster.internal -DhcpRange 10.0.0.100-10.0.0.200 -SubnetMask 255.255.255.0 -Gateway 10.0.0.1
            "sites: $(Get-ClusterSite)"
            Remove-Module ClusterManagement
            Import-Module $manifest
            "again: $(Get-ClusterSite | Get-ClusterNode | Get-ClusterContainer)$(Get-ClusterSite)"
            """);

        Assert.Equal(["sites: dc1", "again: dc1"], lines);
    }

    private async Task<string[]> RunAsync(string script)
    {
        var text = $"""
            $env:CLUSTER_DATABASE = '{Path.Combine(Folder, "cluster.db")}'
            $rivals = '{Path.Combine(AppContext.BaseDirectory, "rivals")}'
            $manifest = '{Path.Combine(Repository.Root, "ClusterManagement.psd1")}'
            {Prelude}{script}
            """;
        var run = await StartAsync([Write("script.ps1", text)]);
        Assert.Equal((string.Empty, 0), (run.Error, run.ExitCode));
        return run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
