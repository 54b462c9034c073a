using System.Management.Automation;
using ClusterManagement.ModuleTests.Sessions;

namespace ClusterManagement.ModuleTests.Commands;

/// <summary>Making, finding and changing containers.</summary>
public sealed class ContainerTests : IDisposable
{
    private readonly ClusterSession _session = new();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void A_new_container_exists_on_both_sides()
    {
        var container = _session.Invoke("""
            New-ClusterContainer Web1 -Node pve1 -Template debian-12 -Cores 2 -Memory 1024 -Swap 0 -Disk 4 -Storage local-lvm -Nesting -OnBoot `
                -Description 'A shop' -Tags web, Shop -Start
            """).Single;

        Assert.Equal(
            ("Web1", "web1", "pve1", "dc1", "Running", "10.0.0.100", "100"),
            (container.Text("Name"), container.Text("Hostname"), container.Text("Node"), container.Text("Site"), container.Text("Status"),
                container.Text("Ipv4Address"), container.Text("ContainerId")));
        Assert.Equal((2, 1024, 0, 4), (container.Number("Cores"), container.Number("Memory"), container.Number("Swap"), container.Number("Disk")));
        Assert.Equal(("A shop", true), (container.Text("Description"), container.Value("OnBoot")));
        Assert.Equal(["shop", "web"], (IEnumerable<string>)container.Value("Tags")!);
        Assert.StartsWith("BC:24:11:", container.Text("MacAddress"), StringComparison.Ordinal);
        Assert.Contains("debian-12", container.Text("Template"), StringComparison.Ordinal);
        var remote = _session.Server.Containers[0];
        Assert.Equal((100, "pve1", 1), ((int)remote.VmId, (string)remote.Node, _session.RemoteContainers));
    }

    [Fact]
    public void Blank_cells_of_a_table_count_as_not_given()
    {
        var container = _session.Invoke(
            "[pscustomobject]@{ Name = 'web1'; Node = 'pve1'; Hostname = ''; Ipv4Address = ''; Description = '' } | New-ClusterContainer -NoProvision").Single;

        Assert.Equal(("web1", "10.0.0.100"), (container.Text("Hostname"), container.Text("Ipv4Address")));
    }

    [Fact]
    public void Several_names_become_several_containers_each_with_its_own_address()
    {
        var containers = _session.Invoke("'web1', 'web2', 'web3' | New-ClusterContainer -Node pve1 -Template debian-12")
            .Succeeded().Objects.OrderBy(container => container.Text("Name")).ToList();

        Assert.Equal(["web1", "web2", "web3"], containers.Select(container => container.Text("Name")));
        Assert.Equal(["10.0.0.100", "10.0.0.101", "10.0.0.102"], containers.Select(container => container.Text("Ipv4Address")));
        Assert.Equal(["100", "101", "102"], containers.Select(container => container.Text("ContainerId")));
        Assert.Equal(3, containers.Select(container => container.Text("MacAddress")).Distinct().Count());
        Assert.All(containers, container => Assert.Equal("Stopped", container.Text("Status")));
    }

    [Fact]
    public void Rows_of_a_table_become_containers()
    {
        var containers = _session.Invoke("""
            [pscustomobject]@{ Name = 'web1'; Node = 'pve1'; Template = 'debian-12'; Cores = '2'; Memory = '256' },
            [pscustomobject]@{ Name = 'db1'; Node = 'pve2'; Template = 'alpine'; Cores = '1'; Memory = '128' } | New-ClusterContainer
            """).Succeeded().Objects.OrderBy(container => container.Text("Ipv4Address")).ToList();

        Assert.Equal(["web1", "db1"], containers.Select(container => container.Text("Name")));
        Assert.Equal(["pve1", "pve2"], containers.Select(container => container.Text("Node")));
        Assert.Equal(["256", "128"], containers.Select(container => container.Text("Memory")));
    }

    [Fact]
    public void A_container_can_be_registered_only()
    {
        var container = _session.Invoke("New-ClusterContainer old1 -Node pve1 -NoProvision -ContainerId 4711 -MacAddress bc-24-11-00-00-01 -Ipv4Address 10.0.0.9").Single;

        Assert.Equal(
            ("Pending", "4711", "BC:24:11:00:00:01", "10.0.0.9"),
            (container.Text("Status"), container.Text("ContainerId"), container.Text("MacAddress"), container.Text("Ipv4Address")));
        Assert.Equal((0, 0), (_session.Requests, _session.RemoteContainers));
    }

    [Theory]
    [InlineData("Get-ClusterContainer", "db1 web1 web2")]
    [InlineData("Get-ClusterContainer WEB1", "web1")]
    [InlineData("Get-ClusterContainer web*", "web1 web2")]
    [InlineData("Get-ClusterContainer *1", "db1 web1")]
    [InlineData("Get-ClusterContainer x*", "")]
    [InlineData("Get-ClusterContainer web2, db1", "web2 db1")]
    [InlineData("Get-ClusterContainer -Node pve1", "db1 web1")]
    [InlineData("Get-ClusterContainer web* -Node pve1", "web1")]
    [InlineData("Get-ClusterContainer -Site dc1", "db1 web1 web2")]
    [InlineData("Get-ClusterContainer -Status Pending", "db1 web1 web2")]
    [InlineData("Get-ClusterContainer -Status Running, Stopped", "")]
    [InlineData("Get-ClusterNode pve2 | Get-ClusterContainer", "web2")]
    [InlineData("Get-ClusterSite | Get-ClusterContainer", "db1 web1 web2")]
    [InlineData("Get-ClusterSite | Get-ClusterNode | Get-ClusterContainer", "db1 web1 web2")]
    [InlineData("'web1', 'd*' | Get-ClusterContainer", "web1 db1")]
    [InlineData("Get-ClusterContainer -Hostname db1", "db1")]
    public void Containers_are_found(string script, string expected)
    {
        _session.Register("pve1", "web1", "db1");
        _session.Register("pve2", "web2");

        Assert.Equal(expected, string.Join(' ', _session.Invoke(script).Succeeded().Values("Hostname")));
    }

    [Theory]
    [InlineData("Get-ClusterContainer nope", "ContainerNotFound")]
    [InlineData("Get-ClusterContainer -Node nope", "NodeNotFound")]
    [InlineData("Get-ClusterContainer -Site nope", "SiteNotFound")]
    [InlineData("Get-ClusterContainer x* -Node nope", "NodeNotFound")]
    [InlineData("Get-ClusterContainer -Node 99", "NodeNotFound")]
    [InlineData("New-ClusterContainer web9 -Node nope -Template debian-12", "NodeNotFound")]
    [InlineData("Set-ClusterContainer nope -Memory 256", "ContainerNotFound")]
    [InlineData("Start-ClusterContainer nope", "ContainerNotFound")]
    [InlineData("Stop-ClusterContainer nope", "ContainerNotFound")]
    [InlineData("Restart-ClusterContainer nope", "ContainerNotFound")]
    [InlineData("Remove-ClusterContainer nope -Confirm:$false", "ContainerNotFound")]
    [InlineData("Remove-ClusterContainer 4711 -Confirm:$false", "ContainerNotFound")]
    public void What_does_not_exist_is_an_error(string script, string id)
    {
        _session.Register("pve1", "web1");

        _session.Invoke(script).FailedWith(id, ErrorCategory.ObjectNotFound);
        Assert.Equal(0, _session.Requests);
    }

    [Fact]
    public void Set_changes_what_is_given_on_both_sides_and_nothing_else()
    {
        _session.Invoke("$null = New-ClusterContainer web1 -Node pve1 -Template debian-12 -Cores 2 -Memory 512 -Description old -Tags a, b").Succeeded();

        Assert.Empty(_session.Invoke("Set-ClusterContainer web1 -Memory 2048").Succeeded().Objects);
        var container = _session.Invoke("Set-ClusterContainer web1 -Description $null -Tags $null -PassThru").Single;

        Assert.Equal((2, 2048), (container.Number("Cores"), container.Number("Memory")));
        Assert.Null(container.Value("Description"));
        Assert.Empty((IEnumerable<string>)container.Value("Tags")!);
        var config = (IReadOnlyDictionary<string, string>)_session.Server.Containers[0].Config;
        Assert.Equal(("2", "2048"), (config["cores"], config["memory"]));
        Assert.DoesNotContain("tags", config.Keys);
        Assert.DoesNotContain("old", config["description"], StringComparison.Ordinal);
    }

    [Fact]
    public void Display_name_and_host_name_change_apart()
    {
        _session.Register("pve1", "web1");

        var renamed = _session.Invoke("Set-ClusterContainer web1 -NewName 'The Shop' -PassThru").Single;
        var moved = _session.Invoke("Set-ClusterContainer 'The Shop' -NewHostname Shop -PassThru").Single;

        Assert.Equal(("The Shop", "web1"), (renamed.Text("Name"), renamed.Text("Hostname")));
        Assert.Equal(("The Shop", "shop"), (moved.Text("Name"), moved.Text("Hostname")));
    }

    [Theory]
    [InlineData("Set-ClusterContainer web1 -NewName other -PassThru")]
    [InlineData("Set-ClusterContainer 4711 -NewName other -PassThru")]
    [InlineData("'web1' | Set-ClusterContainer -NewName other -PassThru")]
    [InlineData("4711 | Set-ClusterContainer -NewName other -PassThru")]
    [InlineData("Get-ClusterContainer web1 | Set-ClusterContainer -NewName other -PassThru")]
    [InlineData("[pscustomobject]@{ Container = 'web1' } | Set-ClusterContainer -NewName other -PassThru")]
    [InlineData("[pscustomobject]@{ Name = 'web1' } | Set-ClusterContainer -NewName other -PassThru")]
    [InlineData("[pscustomobject]@{ Hostname = 'web1' } | Set-ClusterContainer -NewName other -PassThru")]
    [InlineData("Set-ClusterContainer web* -NewName other -PassThru")]
    [InlineData("Set-ClusterContainer -Hostname web1 -NewName other -PassThru")]
    public void A_container_is_named_in_many_ways(string script)
    {
        _session.Invoke("$null = New-ClusterContainer web1 -Node pve1 -NoProvision -ContainerId 4711").Succeeded();
        _session.Register("pve1", "db1");

        Assert.Equal("other", _session.Invoke(script).Single.Text("Name"));
    }

    [Theory]
    [InlineData("New-ClusterContainer WEB1 -Node pve2 -NoProvision")]
    [InlineData("New-ClusterContainer other -Hostname web1 -Node pve2 -NoProvision")]
    [InlineData("New-ClusterContainer other -Node pve2 -NoProvision -Ipv4Address 10.0.0.100")]
    [InlineData("New-ClusterContainer other -Node pve2 -NoProvision -MacAddress BC:24:11:00:00:01")]
    [InlineData("New-ClusterContainer other -Node pve2 -NoProvision -ContainerId 4711")]
    [InlineData("New-ClusterContainer web1 -Node pve2 -Template debian-12")]
    [InlineData("Set-ClusterContainer db1 -NewHostname web1")]
    public void What_is_taken_is_refused(string script)
    {
        _session.Invoke("$null = New-ClusterContainer web1 -Node pve1 -NoProvision -MacAddress BC:24:11:00:00:01 -ContainerId 4711").Succeeded();
        _session.Register("pve1", "db1");

        _session.Invoke(script).FailedWith("ContainerAlreadyExists", ErrorCategory.ResourceExists);

        Assert.Equal((0, 2), (_session.Requests, _session.Rows));
    }
}
