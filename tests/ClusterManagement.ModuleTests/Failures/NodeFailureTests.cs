using System.Management.Automation;
using ClusterManagement.ModuleTests.Sessions;

namespace ClusterManagement.ModuleTests.Failures;

/// <summary>Nodes that do not do what they should: each failure has its own message, and leaves nothing on either side.</summary>
public sealed class NodeFailureTests : IDisposable
{
    private const string Create = "New-ClusterContainer web1 -Node pve1 -Template debian-12 -Start";

    private readonly ClusterSession _session = new();

    public NodeFailureTests() => _session.Invoke("""
        function New-Secret([string] $Text) {
            $secret = [securestring]::new()
            foreach ($c in $Text.ToCharArray()) { $secret.AppendChar($c) }
            , $secret
        }
        """).Succeeded();

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("$simulator | Stop-ClusterSimulator", "NotConnected", ErrorCategory.ConnectionError, "127.0.0.1")]
    [InlineData("Set-ClusterNode pve2 -ApiUrl $null; Set-ClusterNode pve1 -ApiUrl https://no-such-host.invalid:8006", "NotConnected", ErrorCategory.ConnectionError, "no-such-host.invalid")]
    [InlineData("Set-ClusterNode pve1 -Credential ([pscredential]::new($simulator.Credential.UserName, (New-Secret wrong-secret-text)))", "AuthenticationFailed", ErrorCategory.AuthenticationError, "root@pam!automation")]
    [InlineData("Set-ClusterNode pve1 -Credential ([pscredential]::new('nobody@pam', (New-Secret wrong-secret-text)))", "AuthenticationFailed", ErrorCategory.AuthenticationError, "nobody@pam")]
    [InlineData("Set-ClusterNode pve1 -CertificateFingerprint $null", "UntrustedCertificate", ErrorCategory.ConnectionError, "FINGERPRINT")]
    [InlineData("Set-ClusterNode pve1 -CertificateFingerprint ('AB' * 32)", "UntrustedCertificate", ErrorCategory.ConnectionError, "FINGERPRINT")]
    [InlineData("Set-ClusterNode pve1 -Credential ([pscredential]::new('root@pam!unprivileged', (New-Secret $server.Options.UnprivilegedTokenSecret)))", "PermissionDenied", ErrorCategory.PermissionDenied, "pve1")]
    [InlineData("Set-ClusterNode pve1 -Credential $null", "NodeNotConfigured", ErrorCategory.InvalidArgument, "pve1")]
    [InlineData("Set-ClusterNode pve1 -ApiUrl $null", "NodeNotConfigured", ErrorCategory.InvalidArgument, "pve1")]
    public void A_container_is_refused_with_the_reason(string arrange, string id, ErrorCategory category, string named)
    {
        _session.Invoke(arrange).Succeeded();
        if (named == "FINGERPRINT") named = (string)_session.Server.CertificateFingerprint;

        var result = _session.Invoke(Create + " -Verbose -Debug");
        var error = result.FailedWith(id, category);

        Assert.Contains(named, error.ToString(), StringComparison.Ordinal);
        Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
        Assert.DoesNotContain("wrong-secret-text", result.Text, StringComparison.Ordinal);
        _session.AssertNothingLeft();
        AssertAddressIsFree();
    }

    [Fact]
    public void The_advice_to_pin_a_certificate_can_be_followed_as_it_stands()
    {
        _session.Invoke("Set-ClusterNode pve1 -CertificateFingerprint $null").Succeeded();
        var advice = _session.Invoke(Create).FailedWith("UntrustedCertificate", ErrorCategory.ConnectionError).ErrorDetails.RecommendedAction;

        _session.Invoke(advice[advice.IndexOf("Set-ClusterNode pve1 ", StringComparison.Ordinal)..]).Succeeded();

        Assert.Equal(true, _session.Invoke("Test-ClusterNode pve1").Single.BaseObject);
    }

    [Theory]
    [InlineData("$simulator | Stop-ClusterSimulator", "127.0.0.1")]
    [InlineData("Set-ClusterNode pve1 -Credential ([pscredential]::new($simulator.Credential.UserName, (New-Secret wrong)))", "root@pam!automation")]
    [InlineData("Set-ClusterNode pve1 -CertificateFingerprint $null", "FINGERPRINT")]
    [InlineData("Set-ClusterNode pve1 -ApiUrl $null", "pve1")]
    [InlineData("$server.SetNodeOnline('pve1', $false)", "pve1 is offline")]
    [InlineData("Set-ClusterNode pve1 -NewName pve9", "has no node pve9")]
    public void A_test_says_no_and_in_detail_why(string arrange, string named)
    {
        _session.Invoke(arrange).Succeeded();
        if (named == "FINGERPRINT") named = (string)_session.Server.CertificateFingerprint;

        var answer = _session.Invoke("Get-ClusterNode pve[19] | Test-ClusterNode").Single;
        var detail = _session.Invoke("Get-ClusterNode pve[19] | Test-ClusterNode -Detailed").Single;

        Assert.Equal(false, answer.BaseObject);
        Assert.Equal(false, detail.Value("IsHealthy"));
        Assert.Contains(named, detail.Text("Problem"), StringComparison.Ordinal);
        Assert.NotEmpty(detail.Text("RecommendedAction")!);
    }

    [Fact]
    public void A_test_of_a_good_node_says_yes_and_in_detail_what_it_has()
    {
        Assert.Equal([true, true], _session.Invoke("Test-ClusterNode *").Succeeded().Objects.Select(item => item.BaseObject));
        var detail = _session.Invoke("Test-ClusterNode pve1 -Detailed").Single;

        Assert.Equal(("pve1", true, "9.2.11"), (detail.Text("Node"), detail.Value("IsHealthy"), detail.Text("Version")));
        Assert.True(detail.Value("ResponseTime") is TimeSpan time && time > TimeSpan.Zero);
        Assert.Contains("local-lvm", ((IEnumerable<object>)detail.Value("Storages")!).Select(storage => storage.ToString()));
        Assert.Equal(3, ((IEnumerable<object>)detail.Value("Templates")!).Count());
        Assert.Null(detail.Value("Problem"));
    }

    [Fact]
    public void A_node_whose_endpoint_is_down_is_stood_in_for_with_a_warning_and_fails_its_own_test()
    {
        _session.Invoke("Set-ClusterNode pve1 -ApiUrl https://127.0.0.1:1").Succeeded();

        var result = _session.Invoke(Create).Succeeded();

        Assert.Equal("Running", result.Single.Text("Status"));
        Assert.Contains("Node pve2 of the same cluster is asked in its place", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Equal(false, _session.Invoke("Test-ClusterNode pve1").Single.BaseObject);
        Assert.Equal(true, _session.Invoke("Test-ClusterNode pve2").Single.BaseObject);
    }

    [Fact]
    public void The_nodes_of_a_simulator_can_be_registered_with_an_endpoint_each()
    {
        _session.Invoke("""
            $three = Start-ClusterSimulator alpha, beta, gamma -EndpointPerNode
            $three.Endpoints | New-ClusterNode -Site dc1 -Credential $three.Credential
            """).Succeeded();

        var nodes = _session.Invoke("Get-ClusterNode alpha, beta, gamma").Succeeded().Objects;
        Assert.Equal(3, nodes.Select(node => (node.Text("ApiUrl"), node.Text("CertificateFingerprint"))).Distinct().Count());
        Assert.Equal([true, true, true], _session.Invoke("Test-ClusterNode alpha, beta, gamma").Succeeded().Objects.Select(item => item.BaseObject));
        _session.Invoke("$three.Server.CrashNode('beta')").Succeeded();
        Assert.Equal([true, false, true], _session.Invoke("Test-ClusterNode alpha, beta, gamma").Succeeded().Objects.Select(item => item.BaseObject));
        _session.Invoke("$three | Stop-ClusterSimulator").Succeeded();
    }

    [Fact]
    public void A_rightless_token_is_told_so_by_the_test()
    {
        _session.Invoke("Set-ClusterNode pve1 -Credential ([pscredential]::new('root@pam!unprivileged', (New-Secret $server.Options.UnprivilegedTokenSecret)))").Succeeded();

        var detail = _session.Invoke("Test-ClusterNode pve1 -Detailed").Single;

        Assert.Equal(false, detail.Value("IsHealthy"));
        Assert.Contains("Datastore.AllocateSpace", detail.Text("Problem"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_failed_look_at_a_task_is_not_the_tasks_failure()
    {
        var fault = _session.Invoke("$server.Faults.Add([ClusterManagement.Simulator.Fault]@{ Method = 'GET'; PathPattern = '/tasks/.*/status$'; Status = 500; Message = 'Later.'; Times = 1 })").Single;

        Assert.Equal("Running", _session.Invoke(Create).Single.Text("Status"));
        Assert.Equal(1, fault.Number("Hits"));
    }

    [Theory]
    [InlineData("-Template nothing-9", "TemplateNotFound", "debian-12-standard_12.7-1_amd64.tar.zst")]
    [InlineData("-Template local:vztmpl/nothing.tar.zst", "TemplateNotFound", "debian-12-standard_12.7-1_amd64.tar.zst")]
    [InlineData("-Template debian-12 -Storage nowhere", "StorageNotFound", "nowhere")]
    public void What_the_node_lacks_is_named_along_with_what_it_has(string arguments, string id, string named)
    {
        var error = _session.Invoke($"New-ClusterContainer web1 -Node pve1 {arguments}").FailedWith(id, ErrorCategory.ObjectNotFound);

        Assert.Contains(named, error.ToString(), StringComparison.Ordinal);
        _session.AssertNothingLeft();
        AssertAddressIsFree();
    }

    [Fact]
    public void A_storage_for_templates_takes_no_container()
    {
        var error = _session.Invoke("New-ClusterContainer web1 -Node pve1 -Template debian-12 -Storage local").FailedWith("InvalidValue", ErrorCategory.InvalidArgument);

        Assert.Contains("local-lvm", error.ToString(), StringComparison.Ordinal);
        _session.AssertNothingLeft();
    }

    [Theory]
    [InlineData("-Disk 8")]
    [InlineData("-Disk 8 -Storage local-lvm")]
    public void A_full_storage_is_named(string arguments)
    {
        _session.Server.SetStorage("local-lvm", 10L << 30, 9L << 30);

        var result = _session.Invoke($"New-ClusterContainer web1 -Node pve1 -Template debian-12 {arguments}");
        var error = Assert.Single(result.Errors);

        Assert.Equal("StorageFull", Invocation.Id(error));
        Assert.Contains("local-lvm", error.ToString(), StringComparison.Ordinal);
        _session.AssertNothingLeft();
        AssertAddressIsFree();
    }

    [Theory]
    [InlineData("POST", "/lxc$")]
    [InlineData("POST", "/status/start$")]
    [InlineData("GET", "/cluster/nextid$")]
    [InlineData("GET", "/storage$")]
    public void A_failing_request_leaves_nothing(string method, string path)
    {
        _session.Invoke("$null = $server.Faults.Add([ClusterManagement.Simulator.Fault]@{ Method = $method; PathPattern = $path; Status = 500; Message = 'The dog ate it.'; Times = 1 })", new { method, path }).Succeeded();

        var result = _session.Invoke(Create);

        Assert.Equal("RemoteApiError", Invocation.Id(Assert.Single(result.Errors)));
        Assert.Contains("The dog ate it.", result.Errors[0].ToString(), StringComparison.Ordinal);
        _session.AssertNothingLeft();
        AssertAddressIsFree();
    }

    [Fact]
    public void A_failed_container_is_kept_when_asked_and_removed_later()
    {
        _session.Invoke("$null = $server.Faults.Add([ClusterManagement.Simulator.Fault]@{ Method = 'POST'; PathPattern = '/status/start$'; Status = 500; Message = 'The dog ate it.'; Times = 1 })").Succeeded();

        Assert.Single(_session.Invoke(Create + " -OnFailure Keep").Errors);

        var container = _session.Invoke("Get-ClusterContainer web1").Single;
        Assert.Equal("Failed", container.Text("Status"));
        Assert.Contains("The dog ate it.", container.Text("StatusReason"), StringComparison.Ordinal);
        Assert.Equal("Failure", _session.Invoke("Get-ClusterJob -Container web1 -First 1").Single.Text("Status"));
        _session.Invoke("Remove-ClusterContainer web1 -Force -Confirm:$false").Succeeded();
        _session.AssertNothingLeft();
    }

    private void AssertAddressIsFree() =>
        Assert.Equal("10.0.0.100", _session.Invoke("New-ClusterContainer next -Node pve2 -NoProvision").Single.Text("Ipv4Address"));
}
