using ClusterManagement.ModuleTests.Sessions;

namespace ClusterManagement.ModuleTests.Commands;

/// <summary>
/// A variable that turned out to be empty must not mean "all of them": what a script lists that way, it may be about to remove.
/// </summary>
public sealed class EmptyInputTests : IDisposable
{
    private readonly ClusterSession _session = new();

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("Get-ClusterSite -Name $nothing")]
    [InlineData("Get-ClusterSite -Name @()")]
    [InlineData("Get-ClusterSite -Name ''")]
    [InlineData("Get-ClusterNode -Name $nothing")]
    [InlineData("Get-ClusterNode -Name @()")]
    [InlineData("Get-ClusterNode -Site $nothing")]
    [InlineData("Get-ClusterContainer -Name $nothing")]
    [InlineData("Get-ClusterContainer -Name @()")]
    [InlineData("Get-ClusterContainer -Name ''")]
    [InlineData("Get-ClusterContainer -Node $nothing")]
    [InlineData("Get-ClusterContainer -Node ''")]
    [InlineData("Get-ClusterContainer -Site $nothing")]
    [InlineData("Get-ExternalDomain -Domain $nothing")]
    [InlineData("Get-ExternalDomain -Domain @()")]
    [InlineData("Get-ExternalDomain -Site $nothing")]
    [InlineData("Get-ClusterService -Container $nothing")]
    [InlineData("Get-ClusterService -Container @()")]
    [InlineData("Get-ClusterService -Domain $nothing")]
    [InlineData("Get-ClusterService -Site $nothing")]
    [InlineData("Get-ClusterJob -Container $nothing")]
    [InlineData("Remove-ClusterContainer -Container $nothing -Confirm:$false")]
    [InlineData("Remove-ClusterContainer -Container @() -Confirm:$false")]
    [InlineData("Remove-ClusterNode -Node '' -Confirm:$false")]
    [InlineData("Remove-ClusterSite -Site $nothing -Confirm:$false")]
    public void Nothing_is_an_error_and_not_everything(string script)
    {
        _session.Register("pve1", "web1");

        var result = _session.Invoke(script, new { nothing = (object?)null });

        Assert.Empty(result.Objects);
        Assert.Single(result.Errors);
        Assert.Equal(1, _session.Rows);
    }

    [Theory]
    [InlineData("@() | Get-ClusterSite")]
    [InlineData("@() | Get-ClusterNode")]
    [InlineData("@() | Get-ClusterContainer")]
    [InlineData("@() | Get-ExternalDomain")]
    [InlineData("@() | Get-ClusterService")]
    [InlineData("Get-ClusterContainer x* | Get-ClusterService")]
    [InlineData("Get-ClusterContainer x* | Remove-ClusterContainer -Confirm:$false")]
    public void An_empty_pipeline_does_nothing(string script)
    {
        _session.Register("pve1", "web1");
        _session.Invoke("$null = Add-TransportService -Container web1 -Port 22 -Protocol tcp").Succeeded();

        Assert.Empty(_session.Invoke(script).Succeeded().Objects);
        Assert.Equal(1, _session.Rows);
    }
}
