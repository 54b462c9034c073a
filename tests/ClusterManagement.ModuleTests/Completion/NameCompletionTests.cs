using System.Management.Automation;
using ClusterManagement.ModuleTests.Sessions;

namespace ClusterManagement.ModuleTests.Completion;

/// <summary>The Tab key offers the names that exist.</summary>
public sealed class NameCompletionTests : IDisposable
{
    private readonly ClusterSession _session = new();

    public NameCompletionTests()
    {
        _session.Invoke("""
            $null = New-ClusterSite 'My Lab' -InternalDomain lab.internal -DhcpRange 10.5.0.10-10.5.0.20 -SubnetMask /24 -Gateway 10.5.0.1
            $null = New-ClusterNode lab1 -Site 'My Lab'
            $null = 'alice', 'albert', 'bob' | ForEach-Object { New-ClusterUser $_ -Sn Doe -Mail "$_@example.com" }
            """).Succeeded();
        _session.Register("pve1", "web1", "db1");
        _session.Register("pve2", "web2");
        _session.Server.ClearRequests();
    }

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("Get-ClusterSite ", "dc1 'My Lab'")]
    [InlineData("Get-ClusterSite my", "'My Lab'")]
    [InlineData("Get-ClusterSite 'My", "'My Lab'")]
    [InlineData("Get-ClusterSite -Name d", "dc1")]
    [InlineData("New-ClusterNode x -Site d", "dc1")]
    [InlineData("Get-ClusterNode ", "lab1 pve1 pve2")]
    [InlineData("Get-ClusterNode -Site dc1 -Name ", "pve1 pve2")]
    [InlineData("Get-ClusterNode -Site 'My Lab' -Name ", "lab1")]
    [InlineData("New-ClusterContainer x -Node PV", "pve1 pve2")]
    [InlineData("Get-ClusterContainer ", "db1 web1 web2")]
    [InlineData("Get-ClusterContainer w", "web1 web2")]
    [InlineData("Get-ClusterContainer -Node pve1 -Name ", "db1 web1")]
    [InlineData("Get-ClusterContainer -Node pve2 -Name w", "web2")]
    [InlineData("Set-ClusterContainer web2", "web2")]
    [InlineData("Remove-ClusterContainer -Container d", "db1")]
    [InlineData("Add-HttpService -Domain ", "example.com")]
    [InlineData("Get-ExternalDomain ex", "example.com")]
    [InlineData("Get-ClusterUser ", "albert alice bob")]
    [InlineData("Get-ClusterUser AL", "albert alice")]
    [InlineData("Approve-ClusterUser -User b", "bob")]
    [InlineData("Set-ClusterUserPassword al", "albert alice")]
    [InlineData("Get-ClusterGroup ", "administrators ldapusers sysadmins")]
    [InlineData("Get-ClusterUser -Group s", "sysadmins")]
    [InlineData("Add-ClusterGroupMember sysadmins -User al", "albert alice")]
    [InlineData("Remove-ClusterGroupMember ld", "ldapusers")]
    public void Names_are_offered(string input, string expected)
    {
        Assert.Equal(expected, string.Join(' ', Complete(input).Select(match => match.CompletionText)));
        Assert.Equal(0, _session.Requests);
    }

    [Fact]
    public void Nothing_fits_and_nothing_is_offered() => Assert.DoesNotContain(Complete("Get-ClusterSite zzz"), match => match.ResultType == CompletionResultType.ParameterValue);

    [Fact]
    public void A_tooltip_says_more_than_the_name()
    {
        var web = Assert.Single(Complete("Get-ClusterContainer web1"));

        Assert.Equal("web1", web.ListItemText);
        Assert.Contains("10.0.0.100", web.ToolTip, StringComparison.Ordinal);
        Assert.Equal("pending, Doe", Assert.Single(Complete("Get-ClusterUser bob")).ToolTip);
        Assert.Equal("gid 2001", Assert.Single(Complete("Get-ClusterGroup sys")).ToolTip);
    }

    [Fact]
    public void Another_database_can_be_named()
    {
        var other = Path.Combine(_session.Folder, "other.db");
        _session.Invoke(
            "$null = New-ClusterSite elsewhere -InternalDomain e.internal -DhcpRange 10.6.0.10-10.6.0.20 -SubnetMask /24 -Gateway 10.6.0.1 -Database $other", new { other }).Succeeded();

        Assert.Equal("elsewhere", Assert.Single(Complete($"Get-ClusterSite -Database '{other}' -Name ")).CompletionText);
    }

    [Fact]
    public void A_broken_database_offers_nothing_and_breaks_nothing()
    {
        var broken = Path.Combine(_session.Folder, "broken.db");
        File.WriteAllText(broken, string.Concat(Enumerable.Repeat("This is not a database. ", 100)));
        var missing = Path.Combine(_session.Folder, "missing.db");

        Assert.DoesNotContain(Complete($"Get-ClusterSite -Database '{broken}' -Name "), match => match.ResultType == CompletionResultType.ParameterValue);
        Assert.DoesNotContain(Complete($"Get-ClusterSite -Database '{missing}' -Name "), match => match.ResultType == CompletionResultType.ParameterValue);
        Assert.False(File.Exists(missing));
    }

    [Theory]
    [InlineData("Add-TransportService -Protocol ", "Tcp Udp")]
    [InlineData("Get-ClusterContainer -Status S", "Stopped")]
    [InlineData("Start-ClusterSimulator -Version 8", "8.4.5")]
    public void Fixed_values_are_offered_by_PowerShell_itself(string input, string expected) =>
        Assert.Equal(expected, string.Join(' ', Complete(input).Select(match => match.CompletionText.Trim('\''))));

    private IReadOnlyList<CompletionResult> Complete(string input)
    {
        using var shell = _session.Prepare(string.Empty);
        shell.Commands.Clear();
        return [.. CommandCompletion.CompleteInput(input, input.Length, null, shell).CompletionMatches];
    }
}
