using System.Management.Automation;
using ClusterManagement.ModuleTests.Sessions;

namespace ClusterManagement.ModuleTests.Commands;

/// <summary>Import-ClusterNode, Sync-ClusterContainer and Repair-ClusterContainer, as a user meets them.</summary>
public sealed class TruthTests : IDisposable
{
    private const string Import = "Import-ClusterNode $simulator.ApiUrl -Site dc1 -Credential $simulator.Credential -CertificateFingerprint $simulator.CertificateFingerprint";

    private readonly ClusterSession _session = new();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void Import_adopts_once_and_reports_each()
    {
        AddForeign(101, "old1", "10.0.0.50/24");
        var first = _session.Invoke(Import).Succeeded();
        var second = _session.Invoke(Import).Succeeded();

        Assert.Equal(["Node", "Node", "Container"], first.Values("Kind"));
        Assert.Equal(["Unchanged", "Unchanged", "Added"], first.Values("Outcome"));
        Assert.Equal(["Unchanged", "Unchanged", "Unchanged"], second.Values("Outcome"));
        Assert.All(first.Objects, item => Assert.Equal("ClusterManagement.DiscoveredObject", item.TypeNames[0]));
        Assert.Equal("10.0.0.50", _session.Invoke("Get-ClusterContainer old1").Single.Text("Ipv4Address"));
        Assert.Equal(0, Writes);
    }

    [Fact]
    public void Import_refuses_bad_input_before_it_asks_anybody()
    {
        _session.Invoke("Import-ClusterNode ftp://x -Site dc1 -Credential $simulator.Credential").FailedWith("InvalidValue", ErrorCategory.InvalidArgument);
        _session.Invoke("Import-ClusterNode $simulator.ApiUrl -Site nope -Credential $simulator.Credential").FailedWith("SiteNotFound", ErrorCategory.ObjectNotFound);

        Assert.Equal(0, _session.Requests);
    }

    [Fact]
    public void Sync_records_observations_and_only_reports_what_was_decided_where_nobody_can_be_asked()
    {
        _session.Invoke("$null = New-ClusterContainer web1 -Node pve1 -Template debian-12 -Memory 512 -Start").Succeeded();
        _session.Server.SetRunning(100, false);
        _session.Server.SetConfig(100, "memory", "1024");
        var result = _session.Invoke("Sync-ClusterContainer").Succeeded();

        Assert.Equal(["Status", "Memory"], result.Values("Field"));
        Assert.Equal(["Recorded", "Found"], result.Values("Outcome"));
        Assert.Contains("-Force", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Equal("512", _session.Invoke("Get-ClusterContainer web1").Single.Text("Memory"));
    }

    [Theory]
    [InlineData("Sync-ClusterContainer web1 -Force", "Recorded", "1024")]
    [InlineData("Get-ClusterContainer | Sync-ClusterContainer -Force -Prefer Database", "Applied", "512")]
    [InlineData("Sync-ClusterContainer -Site dc1 -Force -WhatIf", "Found", "512")]
    public void Sync_lets_the_side_win_that_is_right(string command, string outcome, string memory)
    {
        _session.Invoke("$null = New-ClusterContainer web1 -Node pve1 -Template debian-12 -Memory 512").Succeeded();
        _session.Server.SetConfig(100, "memory", "1024");

        Assert.Equal(outcome, _session.Invoke(command).Single.Text("Outcome"));
        Assert.Equal(memory, _session.Invoke("Get-ClusterContainer web1").Single.Text("Memory"));
    }

    [Theory]
    [InlineData("Sync-ClusterContainer nope")]
    [InlineData("Repair-ClusterContainer nope")]
    public void A_name_that_nothing_has_is_an_error_and_nothing_else_is_touched(string command)
    {
        _session.Invoke(command).FailedWith("ContainerNotFound", ErrorCategory.ObjectNotFound);

        Assert.Equal(0, _session.Requests);
        Assert.Empty(_session.Invoke(command.Replace("nope", "nope*", StringComparison.Ordinal)).Succeeded().Objects);
    }

    [Fact]
    public void Repair_finishes_what_was_interrupted()
    {
        _session.Invoke("$null = New-ClusterContainer web1 -Node pve1 -Template debian-12").Succeeded();
        DatabaseDump.Execute(_session.Database, "UPDATE Containers SET status = 'creating'");
        var found = _session.Invoke("Repair-ClusterContainer -WhatIf").Single;
        var repaired = _session.Invoke("Repair-ClusterContainer web1").Single;

        Assert.Equal(("Found", "Finished", "web1"), (found.Text("Outcome"), repaired.Text("Outcome"), repaired.Text("Container")));
        Assert.Equal("Stopped", _session.Invoke("Get-ClusterContainer web1").Single.Text("Status"));
        Assert.Empty(_session.Invoke("Repair-ClusterContainer").Succeeded().Objects);
    }

    [Fact]
    public void Orphans_are_removed_only_on_request_and_after_a_question()
    {
        AddForeign(106, "lost", "10.0.0.92/24", $"clustermanagement:{Guid.NewGuid()}");
        Assert.Equal("Found", _session.Invoke("Repair-ClusterContainer").Single.Text("Outcome"));
        var unasked = _session.Invoke("Repair-ClusterContainer -RemoveOrphan");
        Assert.Equal("Found", unasked.Single.Text("Outcome"));
        Assert.Contains("-Force", Assert.Single(unasked.Warnings), StringComparison.Ordinal);
        Assert.Equal(1, _session.RemoteContainers);

        Assert.Equal("Removed", _session.Invoke("Repair-ClusterContainer -RemoveOrphan -Force").Single.Text("Outcome"));
        _session.AssertNothingLeft();
    }

    private int Writes => ((IEnumerable<object>)_session.Server.Requests).Count(request => (string)((dynamic)request).Method != "GET");

    private void AddForeign(int id, string hostname, string ip, string? description = null) => _session.Server.AddContainer(
        id,
        "pve1",
        new Dictionary<string, string>
        {
            ["hostname"] = hostname,
            ["description"] = description ?? "made by hand",
            ["net0"] = $"name=eth0,bridge=vmbr0,hwaddr=BC:24:11:0D:00:{id % 100:D2},ip={ip},type=veth",
        },
        true);
}
