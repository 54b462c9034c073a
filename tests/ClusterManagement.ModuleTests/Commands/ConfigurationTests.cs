using System.Management.Automation;
using ClusterManagement.ModuleTests.Sessions;

namespace ClusterManagement.ModuleTests.Commands;

/// <summary>The cmdlets of the edge.</summary>
public sealed class ConfigurationTests : IDisposable
{
    private readonly ClusterSession _session = new();

    public ConfigurationTests()
    {
        _session.Register("pve1", "web1");
        _session.Invoke("$null = Add-HttpService -Container web1 -Port 80 -Hostname app -Domain example.com", new { edge = Path.Combine(_session.Folder, "edge") }).Succeeded();
    }

    public void Dispose() => _session.Dispose();

    [Fact]
    public void An_export_shows_what_it_did_and_does_it_once()
    {
        var first = _session.Invoke("Export-ClusterConfiguration dc1 -Path $edge").Succeeded();

        Assert.Contains("nginx/http/app.example.com.conf", first.Values("Name"));
        Assert.Contains("dnsmasq/dnsmasq.conf", first.Values("Name"));
        Assert.All(first.Values("Change"), change => Assert.Equal("Added", change));
        Assert.Contains(first.Warnings, warning => warning.Contains("503", StringComparison.Ordinal));
        Assert.Empty(_session.Invoke("Get-ClusterSite | Export-ClusterConfiguration -Path $edge").Succeeded().Objects);

        var second = _session.Invoke("Get-ClusterService | Remove-ClusterService -Confirm:$false; Export-ClusterConfiguration dc1 -Path $edge").Succeeded();
        Assert.Contains(second.Objects, file => (file.Text("Change"), file.Text("Name")) == ("Removed", "nginx/http/app.example.com.conf"));
        Assert.False(Directory.Exists(Path.Combine(_session.Folder, "edge", "nginx", "http")));
    }

    [Theory]
    [InlineData("Export-ClusterConfiguration nope -Path $edge", "SiteNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("Export-ClusterConfiguration dc1 -Path $edge -HttpPort 0", "InvalidValue", ErrorCategory.InvalidArgument)]
    [InlineData("Export-ClusterConfiguration dc1 -Path $edge -HttpPort 443", "InvalidValue", ErrorCategory.InvalidArgument)]
    [InlineData("Export-ClusterConfiguration dc1 -Path $edge -MaximumBodySize -1", "InvalidValue", ErrorCategory.InvalidArgument)]
    [InlineData("Publish-ClusterConfiguration dc1 -Path $edge -Daemon Nginx, Haproxy", "InvalidValue", ErrorCategory.InvalidArgument)]
    [InlineData("Publish-ClusterConfiguration dc1 -Path $edge -Timeout 0", "InvalidValue", ErrorCategory.InvalidArgument)]
    [InlineData("Publish-ClusterConfiguration dc1 -Path $edge -CheckCommand { throw 'no' }", "ConfigurationInvalid", ErrorCategory.InvalidArgument)]
    [InlineData("Publish-ClusterConfiguration dc1 -Path $edge -CheckCommand { & sh -c 'exit 3' }", "ConfigurationInvalid", ErrorCategory.InvalidArgument)]
    [InlineData("Publish-ClusterConfiguration dc1 -Path $edge -CheckCommand { & sh -c 'exit 3'; & sh -c 'exit 0' }", "ConfigurationInvalid", ErrorCategory.InvalidArgument)]
    [InlineData("Publish-ClusterConfiguration dc1 -Path $edge -CheckCommand { Get-ClusterSite nope; 'after' }", "ConfigurationInvalid", ErrorCategory.InvalidArgument)]
    [InlineData("Publish-ClusterConfiguration dc1 -Path $edge -CheckCommand { } -ReloadCommand { & sh -c 'exit 3' }", "ConfigurationFailed", ErrorCategory.ConnectionError)]
    [InlineData("Publish-ClusterConfiguration dc1 -Path $edge -CheckCommand { exit 3 }", "ConfigurationInvalid", ErrorCategory.InvalidArgument)]
    [InlineData("Publish-ClusterConfiguration dc1 -Path $edge -CheckCommand { & $script }", "ConfigurationInvalid", ErrorCategory.InvalidArgument)]
    [InlineData("Publish-ClusterConfiguration dc1 -Path $edge -CheckCommand { break }", "ConfigurationInvalid", ErrorCategory.InvalidArgument)]
    [InlineData("Publish-ClusterConfiguration dc1 -Path $edge -CheckCommand { continue }", "ConfigurationInvalid", ErrorCategory.InvalidArgument)]
    [InlineData("Publish-ClusterConfiguration dc1 -Path $edge -CheckCommand { Invoke-Programs }", "ConfigurationInvalid", ErrorCategory.InvalidArgument)]
    [InlineData("Publish-ClusterConfiguration dc1 -Path $edge -CheckCommand { Invoke-Complaint }", "ConfigurationInvalid", ErrorCategory.InvalidArgument)]
    [InlineData("Publish-ClusterConfiguration dc1 -Path $edge -Watch -Timeout 0", "InvalidValue", ErrorCategory.InvalidArgument)]
    [InlineData("Publish-ClusterConfiguration dc1 -Path $edge -Watch -HttpPort 0", "InvalidValue", ErrorCategory.InvalidArgument)]
    [InlineData("Publish-ClusterConfiguration nope -Path $edge -Watch", "SiteNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("Export-ClusterConfiguration dc1 -Path $edge -ListenAddress 203.0.113.5", "InvalidValue", ErrorCategory.InvalidArgument)]
    [InlineData("Export-ClusterConfiguration dc1 -Path $edge -ListenAddress fe80::1", "InvalidValue", ErrorCategory.InvalidArgument)]
    [InlineData("Test-ClusterConfiguration -Path $edge", "InvalidValue", ErrorCategory.InvalidArgument)]
    public void What_is_wrong_is_refused(string script, string id, ErrorCategory category)
    {
        // Functions of a module do not see the preferences of who calls them.
        var file = Path.Combine(_session.Folder, "command.ps1");
        File.WriteAllText(file, "exit 3");
        _session.Invoke(
            """
            $null = New-Module {
                function Invoke-Programs { & sh -c 'exit 3'; & sh -c 'exit 0' }
                function Invoke-Complaint { Get-ClusterSite nope; 'after' }
            } | Import-Module
            """,
            new { script = file }).Succeeded();

        _session.Invoke(script).FailedWith(id, category);
    }

    [Fact]
    public void A_command_leaves_its_callers_loop_and_preferences_as_they_are()
    {
        var run = _session.Invoke("""
            $global:LASTEXITCODE = 7
            foreach ($command in { break }, { exit 3 }, { throw 'no' }) {
                try { Publish-ClusterConfiguration dc1 -Path $edge -CheckCommand $command -ErrorAction Stop } catch { $_.Exception.Message }
            }
            "$ErrorActionPreference $PSNativeCommandUseErrorActionPreference $LASTEXITCODE"
            """).Succeeded();

        Assert.Equal(4, run.Objects.Count);
        Assert.Contains("left with break or continue a loop that is not its own", run.Objects[0].ToString(), StringComparison.Ordinal);
        Assert.Contains("ended with exit code 3", run.Objects[1].ToString(), StringComparison.Ordinal);
        Assert.Equal("Continue False 7", run.Objects[3].ToString());
    }

    [Fact]
    public void A_command_says_by_exit_0_that_all_is_well() =>
        Assert.Equal("Published", _session.Invoke("""
            Publish-ClusterConfiguration dc1 -Path $edge -SkipVerify -CheckCommand { } -ReloadCommand {
                try { & sh -c 'exit 3' } catch { exit 0 }
            }
            """).Single.Text("State"));

    [Fact]
    public void A_rehearsal_is_refused_what_the_publication_would_be()
    {
        _session.Invoke("""
            $null = New-ClusterSite dc2 -InternalDomain b.internal -DhcpRange 10.2.0.10-10.2.0.20 -SubnetMask /24 -Gateway 10.2.0.1
            $null = Publish-ClusterConfiguration dc1 -Path $edge -SkipVerify -CheckCommand { } -ReloadCommand { }
            """).Succeeded();

        _session.Invoke("Publish-ClusterConfiguration dc2 -Path $edge -WhatIf").FailedWith("ForeignFile", ErrorCategory.ResourceExists);
        var error = _session.Invoke("Publish-ClusterConfiguration dc1 -Path $edge -Daemon Dnsmasq -WhatIf").FailedWith("ForeignFile", ErrorCategory.ResourceExists);
        Assert.Contains("has Nginx too", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Files_of_daemons_that_are_left_out_go_by_force_alone()
    {
        _session.Invoke("$null = Export-ClusterConfiguration dc1 -Path $edge").Succeeded();

        _session.Invoke("Export-ClusterConfiguration dc1 -Path $edge -Daemon Nginx").FailedWith("ForeignFile", ErrorCategory.ResourceExists);

        var removed = _session.Invoke("Export-ClusterConfiguration dc1 -Path $edge -Daemon Nginx -Force").Succeeded();
        Assert.Contains(removed.Objects, file => (file.Text("Change"), file.Text("Name")) == ("Removed", "dnsmasq/dnsmasq.conf"));
    }

    [Fact]
    public async Task All_sites_of_a_pipeline_are_watched_each_in_its_folder()
    {
        _session.Invoke("$null = New-ClusterSite dc2 -InternalDomain b.internal -DhcpRange 10.2.0.10-10.2.0.20 -SubnetMask /24 -Gateway 10.2.0.1").Succeeded();
        using var shell = _session.Prepare(
            "Get-ClusterSite | Publish-ClusterConfiguration -Path { \"$edge/$($_.Name)\" } -SkipVerify -CheckCommand { } -ReloadCommand { } -Watch");
        using var published = new PSDataCollection<PSObject>();
        using var input = new PSDataCollection<PSObject>();
        using var arrived = new SemaphoreSlim(0);
        using var failed = new SemaphoreSlim(0);
        published.DataAdded += (_, _) => arrived.Release();
        shell.Streams.Error.DataAdded += (_, _) => failed.Release();
        input.Complete();
        shell.BeginInvoke(input, published);
        using var other = new ModuleSession(isConnected: false);
        await ArriveAsync(2);

        other.Invoke("Set-ClusterSite dc2 -InternalDomain c.internal -Database $path", new { path = _session.Database }).Succeeded();
        await ArriveAsync(1);

        // A site that is gone is told of once, and the other one is followed on.
        other.Invoke("Remove-ClusterSite dc2 -Confirm:$false -Database $path; Set-ClusterSite dc1 -InternalDomain d.internal -Database $path").Succeeded();
        await ArriveAsync(1);
        Assert.True(await failed.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken));
        shell.Stop();

        Assert.Equal(["dc1", "dc2", "dc2", "dc1"], published.Select(item => item.Text("Site")));
        Assert.StartsWith("SiteNotFound", Assert.Single(shell.Streams.Error).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(["dc1", "dc2"], Directory.GetDirectories(Path.Combine(_session.Folder, "edge")).Select(Path.GetFileName).Order());

        async Task ArriveAsync(int count)
        {
            for (; count > 0; count--) Assert.True(await arrived.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public void A_file_of_somebody_else_is_left_alone()
    {
        var file = Path.Combine(Directory.CreateDirectory(Path.Combine(_session.Folder, "edge", "nginx")).FullName, "nginx.conf");
        File.WriteAllText(file, "mine");

        _session.Invoke("Export-ClusterConfiguration dc1 -Path $edge").FailedWith("ForeignFile", ErrorCategory.ResourceExists);

        Assert.Equal("mine", File.ReadAllText(file));
        Assert.Equal([file], Directory.GetFiles(Path.Combine(_session.Folder, "edge"), "*", SearchOption.AllDirectories));
        _session.Invoke("Export-ClusterConfiguration dc1 -Path $edge -Force").Succeeded();
        Assert.NotEqual("mine", File.ReadAllText(file));
    }

    [Fact]
    public void A_command_that_fails_tells_by_what()
    {
        var error = _session.Invoke("Publish-ClusterConfiguration dc1 -Path $edge -CheckCommand { & sh -c 'exit 3'; & sh -c 'exit 0' }").Errors[0].ToString();

        Assert.Contains(": Program \"sh\" ended with non-zero exit code: 3", error, StringComparison.Ordinal);
        Assert.DoesNotContain("ErrorActionPreference", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_port_that_the_edge_itself_needs_is_warned_of()
    {
        var added = _session.Invoke("Add-TransportService -Container web1 -Port 443 -ExternalPort 443 -Protocol tcp").Succeeded();
        Assert.Contains("TCP port 443", Assert.Single(added.Warnings), StringComparison.Ordinal);
        Assert.Empty(_session.Invoke("Set-TransportService $id -ExternalPort 8443", new { id = added.Single.Text("Id") }).Succeeded().Warnings);
        Assert.Single(_session.Invoke("Set-TransportService $id -Protocol udp -ExternalPort 67").Succeeded().Warnings);
    }

    [Fact]
    public void Another_sites_folder_is_left_to_it()
    {
        _session.Invoke("$null = New-ClusterSite dc2 -InternalDomain b.internal -DhcpRange 10.2.0.10-10.2.0.20 -SubnetMask /24 -Gateway 10.2.0.1; $null = Export-ClusterConfiguration dc1 -Path $edge")
            .Succeeded();

        _session.Invoke("Export-ClusterConfiguration dc2 -Path $edge").FailedWith("ForeignFile", ErrorCategory.ResourceExists);

        Assert.Empty(_session.Invoke("Export-ClusterConfiguration dc1 -Path $edge").Succeeded().Objects);
        _session.Invoke("Export-ClusterConfiguration dc2 -Path $edge -Force").Succeeded();
    }

    [Fact]
    public void Commands_are_told_which_files_of_which_site()
    {
        var run = _session.Invoke("""
            $said = [System.Collections.Generic.List[string]]::new()
            Publish-ClusterConfiguration dc1 -Path $edge -SkipVerify -CheckCommand { param($release) $said.Add("check $($release.Site) $($_.Version)") } -ReloadCommand { $said.Add("reload $($_.Current) $($_.IsRollback)") }
            """).Single;

        var version = run.Text("Version");
        Assert.Equal("Published", run.Text("State"));
        Assert.Equal(
            [$"check dc1 {version}", $"reload {Path.Combine(_session.Folder, "edge", "current")} False"],
            (IEnumerable<string>)_session.Runspace.SessionStateProxy.GetVariable("said"));
        Assert.Equal("Unchanged", _session.Invoke("Publish-ClusterConfiguration dc1 -Path $edge -SkipVerify -CheckCommand { throw } -ReloadCommand { throw }").Single.Text("State"));
    }

    [Fact]
    public async Task Ctrl_C_in_a_reload_command_puts_the_link_back_and_the_next_publication_reloads()
    {
        var link = Path.Combine(_session.Folder, "edge", "current");
        var reached = Path.Combine(_session.Folder, "reached");
        var first = _session.Invoke("Publish-ClusterConfiguration dc1 -Path $edge -SkipVerify -CheckCommand { } -ReloadCommand { }").Single.Text("Version");
        _session.Invoke("Set-HttpService (Get-ClusterService -Type Http) -Hostname b", new { reached }).Succeeded();
        using var shell = _session.Prepare("""
            Publish-ClusterConfiguration dc1 -Path $edge -SkipVerify -CheckCommand { } -ReloadCommand {
                [System.IO.File]::WriteAllText($reached, 'x')
                while ($true) { [System.Threading.Thread]::Sleep(10) }
            }
            """);
        var running = shell.BeginInvoke();
        while (!File.Exists(reached)) await Task.Delay(10, TestContext.Current.CancellationToken);

        shell.Stop();

        Assert.True(running.IsCompleted);
        Assert.Equal(first, Path.GetFileName(new FileInfo(link).LinkTarget));
        var next = _session.Invoke("""
            $reloaded = [System.Collections.Generic.List[string]]::new()
            Publish-ClusterConfiguration dc1 -Path $edge -SkipVerify -CheckCommand { } -ReloadCommand { $reloaded.Add($_.Version) }
            """).Single;
        Assert.Equal((first, "Published"), (next.Text("FormerVersion"), next.Text("State")));
        Assert.Equal([next.Text("Version")], (IEnumerable<string>)_session.Runspace.SessionStateProxy.GetVariable("reloaded"));
    }

    [Fact]
    public async Task A_watch_publishes_each_change_and_nothing_else_until_it_is_stopped()
    {
        using var shell = _session.Prepare("Publish-ClusterConfiguration dc1 -Path $edge -SkipVerify -CheckCommand { } -ReloadCommand { } -Watch");
        using var published = new PSDataCollection<PSObject>();
        using var input = new PSDataCollection<PSObject>();
        using var arrived = new SemaphoreSlim(0);
        published.DataAdded += (_, _) => arrived.Release();
        input.Complete();
        var running = shell.BeginInvoke(input, published);
        using var other = new ModuleSession(isConnected: false);
        Assert.True(await arrived.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken));

        other.Invoke("Set-HttpService (Get-ClusterService -Type Http -Database $path) -Hostname b -Database $path", new { path = _session.Database }).Succeeded();
        Assert.True(await arrived.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken));

        // What the edge does not show is followed by nothing; what it shows comes next.
        other.Invoke("Set-ExternalDomain example.com -AcmeEmail a@example.com -Database $path; Set-HttpService (Get-ClusterService -Type Http -Database $path) -Hostname c -Database $path").Succeeded();
        Assert.True(await arrived.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken));

        shell.Stop();
        Assert.True(running.IsCompleted);
        Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
        Assert.Equal(3, published.Count);
        Assert.Equal(3, published.Select(item => item.Text("Version")).Distinct().Count());
    }
}
