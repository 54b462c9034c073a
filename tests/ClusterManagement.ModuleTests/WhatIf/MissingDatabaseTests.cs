using System.Management.Automation;
using ClusterManagement.ModuleTests.Sessions;
using ClusterManagement.ModuleTests.Shell;

namespace ClusterManagement.ModuleTests.WhatIf;

/// <summary>-WhatIf against a database that is not there yet: the same checks, and nothing is made.</summary>
public sealed class MissingDatabaseTests : ShellFixture
{
    private const string NewSite = "New-ClusterSite dc1 -InternalDomain cluster.internal -DhcpRange 10.0.0.100-10.0.0.200 -SubnetMask /24 -Gateway 10.0.0.1 -Database $missing";

    private string Missing => Path.Combine(Folder, "data", "missing.db");

    [Theory]
    [InlineData(NewSite + " -WhatIf")]
    [InlineData("$WhatIfPreference = $true; " + NewSite)]
    [InlineData("function Make { [CmdletBinding(SupportsShouldProcess)] param() " + NewSite + " }; Make -WhatIf")]
    public async Task Nothing_is_made_and_it_is_said_what_would_be(string command)
    {
        var run = await RunScriptAsync($"Import-Module '{ModuleSession.Manifest}'\n$missing = '{Missing}'\n{command}");

        Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
        Assert.Equal("What if: Performing the operation \"Create\" on target \"site dc1\".", run.Output);
        Assert.False(Directory.Exists(Path.GetDirectoryName(Missing)));
    }

    [Theory]
    [InlineData(NewSite + " -DnsForwarders nonsense -WhatIf", "InvalidValue", ErrorCategory.InvalidArgument)]
    [InlineData("New-ClusterNode pve1 -Site nope -Database $missing -WhatIf", "SiteNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("Remove-ClusterContainer web1 -Database $missing -WhatIf", "ContainerNotFound", ErrorCategory.ObjectNotFound)]
    public void What_would_fail_fails(string command, string id, ErrorCategory category)
    {
        using var session = new ModuleSession(isConnected: false);

        session.Invoke(command, new { missing = Missing }).FailedWith(id, category);

        Assert.False(Directory.Exists(Path.GetDirectoryName(Missing)));
    }

    [Fact]
    public void The_real_database_is_used_as_soon_as_it_gets_serious()
    {
        using var session = new ModuleSession(isConnected: false);
        Assert.Empty(session.Invoke(NewSite + " -WhatIf", new { missing = Missing }).Succeeded().Objects);

        var made = session.Invoke($"& {{ $WhatIfPreference = $true; {NewSite} -WhatIf:$false }}").Single;

        Assert.Equal("dc1", made.Text("Name"));
        Assert.Equal(["dc1"], session.Invoke("Get-ClusterSite -Database $missing").Values("Name"));
        Assert.Equal(["SiteAlreadyExists"], session.Invoke(NewSite + " -WhatIf").ErrorIds);
    }
}
