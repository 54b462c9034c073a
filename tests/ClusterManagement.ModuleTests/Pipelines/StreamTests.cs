using System.Management.Automation;
using ClusterManagement.ModuleTests.Sessions;

namespace ClusterManagement.ModuleTests.Pipelines;

/// <summary>What the streams beside the output carry.</summary>
public sealed class StreamTests : IDisposable
{
    private const string Create = "New-ClusterContainer web1 -Node pve1 -Template debian-12 -Start -Password $password";

    private readonly ClusterSession _session = new(taskDuration: 50);

    public StreamTests() => _session.Invoke("""
        $password = [securestring]::new()
        foreach ($c in 'root-pass-word'.ToCharArray()) { $password.AppendChar($c) }
        """).Succeeded();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void Verbose_tells_the_steps_and_Debug_the_traffic_and_neither_a_secret()
    {
        var secret = (string)_session.Server.Options.TokenSecret;

        var result = _session.Invoke(Create + " -Verbose -Debug").Succeeded();

        Assert.Contains(result.Verbose, line => line.Contains("debian-12", StringComparison.Ordinal));
        Assert.Contains(result.Debug, line => line.Contains("POST", StringComparison.Ordinal) && line.Contains("/lxc", StringComparison.Ordinal));
        Assert.Contains(result.Debug, line => line.Contains("/status/start", StringComparison.Ordinal));
        Assert.DoesNotContain("root-pass-word", result.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, result.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(DatabaseDump.Read(_session.Database), line =>
            line.Contains("root-pass-word", StringComparison.Ordinal) || line.Contains(secret, StringComparison.Ordinal));
        Assert.Contains("root-pass-word", ((IEnumerable<dynamic>)_session.Server.Requests).SelectMany(request => (IEnumerable<string>)request.Parameters.Values));
    }

    [Fact]
    public void Without_being_asked_the_streams_are_silent()
    {
        var result = _session.Invoke(Create).Succeeded();

        Assert.Empty(result.Verbose);
        Assert.Empty(result.Debug);
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public void Progress_is_shown_and_ends()
    {
        var result = _session.Invoke(Create).Succeeded();

        Assert.Contains(result.Progress, record => record.Activity.Contains("web1", StringComparison.Ordinal) && record.PercentComplete > 0);
        Assert.Equal(ProgressRecordType.Completed, result.Progress[^1].RecordType);
    }

    [Fact]
    public void An_error_can_end_the_script()
    {
        var result = _session.Invoke("Get-ClusterSite nope, dc1 -ErrorAction Stop; 'never'");

        Assert.True(result.IsTerminated);
        Assert.Empty(result.Objects);
        Assert.Equal(["SiteNotFound"], result.ErrorIds);
    }

    [Fact]
    public void An_error_can_be_caught_by_its_kind()
    {
        var result = _session.Invoke("""
            try { Get-ClusterSite nope -ErrorAction Stop }
            catch [ClusterManagement.ObjectNotFoundException] { "caught $($_.Exception.ErrorId) of $($_.TargetObject)" }
            """).Succeeded();

        Assert.Equal(["caught SiteNotFound of nope"], result.Objects.Select(item => item.ToString()));
    }

    [Fact]
    public void Errors_can_be_ignored()
    {
        Assert.Equal(["dc1"], _session.Invoke("Get-ClusterSite nope, dc1 -ErrorAction Ignore").Succeeded().Values("Name"));
    }
}
