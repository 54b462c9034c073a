using System.Management.Automation;
using ClusterManagement.ModuleTests.Sessions;

namespace ClusterManagement.ModuleTests.Bridge;

/// <summary>Several runspaces in one process.</summary>
public sealed class RunspaceTests
{
    private const string NewSite = "New-ClusterSite $name -InternalDomain cluster.internal -DhcpRange 10.0.0.100-10.0.0.200 -SubnetMask /24 -Gateway 10.0.0.1";

    [Fact]
    public void Each_runspace_has_its_own_connection()
    {
        using var first = new ModuleSession();
        using var second = new ModuleSession();

        first.Invoke(NewSite, new { name = "first" }).Succeeded();
        second.Invoke(NewSite, new { name = "second" }).Succeeded();

        Assert.Equal(["first"], first.Invoke("Get-ClusterSite").Values("Name"));
        Assert.Equal(["second"], second.Invoke("Get-ClusterSite").Values("Name"));
    }

    [Fact]
    public async Task Two_runspaces_work_at_once()
    {
        using var first = new ModuleSession();
        using var second = new ModuleSession(isConnected: false);
        second.Invoke("Connect-ClusterDatabase $path", new { path = first.Database }).Succeeded();
        const string script = "foreach ($i in 1..10) { $name = \"$prefix$i\"; " + NewSite + " }";
        first.Runspace.SessionStateProxy.SetVariable("prefix", "a");
        second.Runspace.SessionStateProxy.SetVariable("prefix", "b");
        using var one = first.Prepare(script);
        using var other = second.Prepare(script);

        PSDataCollection<PSObject>[] made = await Task.WhenAll(one.InvokeAsync(), other.InvokeAsync());

        Assert.Empty(one.Streams.Error);
        Assert.Empty(other.Streams.Error);
        Assert.Equal([10, 10], made.Select(list => list.Count));
        Assert.Equal(20, first.Invoke("Get-ClusterSite").Succeeded().Objects.Count);
    }

    [Fact]
    public void Parallel_runspaces_take_the_connection_as_a_parameter()
    {
        using var session = new ModuleSession();

        var result = session.Invoke(
            """
            $database = Connect-ClusterDatabase $path -PassThru
            1..4 | ForEach-Object -ThrottleLimit 4 -Parallel {
                Import-Module $using:manifest
                (New-ClusterSite "site$_" -InternalDomain cluster.internal -DhcpRange 10.0.0.100-10.0.0.200 -SubnetMask /24 -Gateway 10.0.0.1 -Database $using:database).Name
            }
            """,
            new { path = session.Database });

        Assert.Equal(["site1", "site2", "site3", "site4"], result.Succeeded().Objects.Select(item => item.ToString()).Order(StringComparer.Ordinal));
        Assert.Equal(4, session.Invoke("Get-ClusterSite").Succeeded().Objects.Count);
    }
}
