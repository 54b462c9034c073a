using ClusterManagement.ModuleTests.Shell;

namespace ClusterManagement.ModuleTests.Audit;

/// <summary>Times of the audit trail are UTC in the data, and local where a person gives or sees them. Far from UTC that shows.</summary>
public sealed class AuditTimeTests : ShellFixture
{
    private const string Script = """
        $env:TZ = 'Pacific/Auckland'
        [TimeZoneInfo]::ClearCachedData()
        $Host.UI.RawUI.BufferSize = [System.Management.Automation.Host.Size]::new(250, 50)
        $env:CLUSTER_DATABASE = $database
        $null = New-ClusterSite dc1 -InternalDomain cluster.internal -DhcpRange 10.0.0.100-10.0.0.200 -SubnetMask /24 -Gateway 10.0.0.1
        Set-ClusterSite dc1 -NewName dc2 -Gateway 10.0.0.2
        $told = Get-ClusterAuditEvent -First 1
        $local = $told.OccurredAt.ToLocalTime()
        '== kinds'; $told.OccurredAt.Kind; ($local - $told.OccurredAt).TotalHours -ge 12
        $times = $told.OccurredAt, $local, [datetime]::SpecifyKind($local, 'Unspecified'), $local.ToString('o'), $told.OccurredAt.ToString('o'), $local.ToString('yyyy-MM-ddTHH:mm:ss.fffffff')
        '== later'; foreach ($time in $times) { "$(@(Get-ClusterAuditEvent -After ([datetime]$time).AddSeconds(-5)).Count) $(@(Get-ClusterAuditEvent -After ([datetime]$time).AddSeconds(5)).Count)" }
        '== earlier'; foreach ($time in $times) { "$(@(Get-ClusterAuditEvent -Before ([datetime]$time).AddSeconds(5)).Count) $(@(Get-ClusterAuditEvent -Before ([datetime]$time).AddSeconds(-5)).Count)" }
        '== itself'; @(Get-ClusterAuditEvent -After $told.OccurredAt).Count; @(Get-ClusterAuditEvent -Before $told.OccurredAt).Count
        '== expected'; $local.ToString('yyyy-MM-dd HH:mm:ss')
        '== table'; Get-ClusterAuditEvent
        '== fields'; $told.Changes
        """;

    [Fact]
    public async Task Times_are_taken_and_shown_as_local()
    {
        var run = await StartAsync([Write("times.ps1", $"$database = '{Path.Combine(Folder, "times.db")}'\n{Script}")]);
        Assert.Equal((string.Empty, 0), (run.Error, run.ExitCode));
        var sections = run.Output.Split("== ", StringSplitOptions.RemoveEmptyEntries)
            .Select(section => section.Split('\n', 2)).ToDictionary(section => section[0].Trim(), section => Squeeze(section[1]));

        Assert.Equal(["Utc", "True"], sections["kinds"]);
        Assert.Equal(Enumerable.Repeat("2 0", 6), sections["later"]);
        Assert.Equal(Enumerable.Repeat("2 0", 6), sections["earlier"]);
        Assert.Equal(["0", "1"], sections["itself"]);
        var local = Assert.Single(sections["expected"]);
        Assert.Equal(4, sections["table"].Count);
        Assert.Equal("Time User Command Action Object Changes", sections["table"][0]);
        Assert.Equal($"{local} {Environment.UserName} Set-ClusterSite Change Site dc2 gateway: 10.0.0.1 -> 10.0.0.2, name: dc1 -> dc2", sections["table"][2]);
        Assert.EndsWith($"{Environment.UserName} New-ClusterSite Create Site dc1", sections["table"][3], StringComparison.Ordinal);
        Assert.Equal(["Field Before After", "----- ------ -----", "gateway 10.0.0.1 10.0.0.2", "name dc1 dc2"], sections["fields"]);
    }

    private static List<string> Squeeze(string text) =>
        [.. text.Split('\n').Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))).Where(line => line.Length > 0)];
}
