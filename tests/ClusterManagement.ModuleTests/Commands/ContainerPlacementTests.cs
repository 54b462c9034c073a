using System.Management.Automation;
using ClusterManagement.ModuleTests.Sessions;

namespace ClusterManagement.ModuleTests.Commands;

/// <summary>New-ClusterContainer without a node, and of what exists already.</summary>
public sealed class ContainerPlacementTests : IDisposable
{
    private readonly ClusterSession _session = new();

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("New-ClusterContainer -Template debian-12 -Disk 1")]
    [InlineData("New-ClusterContainer -Site dc1 -Template debian-12 -Disk 1 -ThrottleLimit 8")]
    [InlineData("New-ClusterContainer -Site (Get-ClusterSite dc1) -Template debian-12 -Disk 1 -PlacementRule Spread")]
    public void Containers_of_a_pipeline_are_spread_over_the_nodes(string command)
    {
        var made = _session.Invoke($"1..8 | ForEach-Object {{ \"web$_\" }} | {command}").Succeeded();

        Assert.Equal(4, made.Values("Node").Count(node => node == "pve1"));
        Assert.Equal(4, made.Values("Node").Count(node => node == "pve2"));
        Assert.Single((IEnumerable<dynamic>)_session.Server.Requests, request => request.Path == "/cluster/resources");
    }

    [Fact]
    public void Packed_ones_stay_together_and_Verbose_says_why()
    {
        var made = _session.Invoke("'web1', 'web2', 'web3' | New-ClusterContainer -Template debian-12 -Disk 1 -PlacementRule Pack -Verbose").Succeeded();

        Assert.Equal(["pve1", "pve1", "pve1"], made.Values("Node"));
        Assert.Contains(made.Verbose, line => line.StartsWith("Node pve2 fits: 24 GiB of its 32 GiB of memory are free", StringComparison.Ordinal));
        Assert.Contains("web3 goes to node pve1 (Pack).", made.Verbose);
    }

    [Fact]
    public void Rows_of_a_table_name_a_site_or_a_node()
    {
        var made = _session.Invoke("""
            [pscustomobject]@{ Name = 'web1'; Site = 'dc1' }, [pscustomobject]@{ Name = 'web2'; Node = 'pve2' } |
                New-ClusterContainer -Template debian-12 -Disk 1
            """).Succeeded().Objects.OrderBy(container => container.Text("Name")).Select(container => container.Text("Node"));

        Assert.Equal(["pve1", "pve2"], made);
    }

    [Fact]
    public void When_none_fits_each_node_has_its_reason()
    {
        _session.Server.SetNodeOnline("pve2", false);

        var error = _session.Invoke("New-ClusterContainer web1 -Template debian-12 -Memory 65536").FailedWith("NoNodeFits", ErrorCategory.LimitsExceeded);

        Assert.Contains("pve1: 24 GiB of its memory are free, and 64 GiB are asked for.", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("pve2: it is offline.", error.ToString(), StringComparison.Ordinal);
        _session.AssertNothingLeft();
    }

    [Fact]
    public void WhatIf_says_where_each_would_go()
    {
        var result = _session.Invoke("'web1', 'web2' | New-ClusterContainer -Template debian-12 -WhatIf -Verbose").Succeeded();

        Assert.Contains("web1 goes to node pve1 (Spread).", result.Verbose);
        Assert.Contains("web2 goes to node pve2 (Spread).", result.Verbose);
        _session.AssertNothingLeft();
    }

    [Fact]
    public void A_script_can_run_twice()
    {
        const string Script = "'web1', 'web2', 'web3' | New-ClusterContainer -Template debian-12 -Disk 1 -Memory 256 -Tags b, A -Start -IfNotExists";
        var first = _session.Invoke(Script).Succeeded();
        _session.Invoke("Stop-ClusterContainer web2").Succeeded();
        var second = _session.Invoke(Script).Succeeded();

        Assert.Equal(first.Values("Id").Order(), second.Values("Id").Order());
        Assert.All(second.Values("Status"), status => Assert.Equal("Running", status));
        Assert.Equal((3, 3), (_session.RemoteContainers, _session.Rows));
        Assert.Equal(3, _session.Invoke("Get-ClusterJob | Where-Object Name -like 'Create*'").Objects.Count);
    }

    [Fact]
    public void A_name_that_comes_twice_in_one_pipeline_is_taken_the_second_time()
    {
        var made = _session.Invoke("'web1', 'web1' | New-ClusterContainer -Template debian-12 -IfNotExists").Succeeded();

        Assert.Single(made.Values("Id").Distinct());
        Assert.Equal((2, 1), (made.Objects.Count, _session.Rows));
    }

    [Fact]
    public void What_differs_is_told_field_by_field_and_left_as_it_is()
    {
        _session.Invoke("$null = New-ClusterContainer web1 -Node pve1 -Template debian-12 -Memory 256 -Tags a").Succeeded();

        var error = _session.Invoke("New-ClusterContainer web1 -Node pve2 -Template debian-12 -Memory 512 -Tags A -Cores 1 -IfNotExists")
            .FailedWith("ContainerDiffers", ErrorCategory.ResourceExists);

        Assert.Contains("Node is 'pve1' and not 'pve2'; Memory is '256' and not '512'.", error.ToString(), StringComparison.Ordinal);
        var fields = _session.Invoke("""
            try { New-ClusterContainer web1 -Node pve2 -Template debian-12 -IfNotExists -ErrorAction Stop } catch { $_.Exception.Differences }
            """).Succeeded();
        Assert.Equal(("Node", "pve2", "pve1"), (fields.Single.Text("Field"), fields.Single.Text("Asked"), fields.Single.Text("Existing")));
        Assert.Equal("256", _session.Invoke("Get-ClusterContainer web1").Single.Text("Memory"));
    }
}
