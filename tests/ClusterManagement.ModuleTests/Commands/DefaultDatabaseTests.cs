using ClusterManagement.ModuleTests.Shell;

namespace ClusterManagement.ModuleTests.Commands;

/// <summary>The database of a user who names none, in a process whose data folder is the test's own.</summary>
public sealed class DefaultDatabaseTests : ShellFixture
{
    [Fact]
    public async Task Without_connection_and_environment_the_users_own_database_is_used()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only there does a variable move the user's data folder.");
        var script = Write("default.ps1", $$"""
            $env:CLUSTER_DATABASE = ''
            $env:XDG_DATA_HOME = '{{Folder}}'
            $before = Get-ClusterDatabase
            "$($before.Source) $($before.Path) $([IO.File]::Exists($before.Path))"
            Get-ClusterSite
            [IO.File]::Exists($before.Path)
            """);

        var run = await StartAsync([script]);

        Assert.Equal(string.Empty, run.Error);
        Assert.Equal($"Default {Path.Combine(Folder, "ClusterManagement", "cluster.db")} False\nTrue", run.Output);
    }
}
