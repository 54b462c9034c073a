using ClusterManagement.Providers.Proxmox;
using Xunit;

namespace ClusterManagement.Tests.Proxmox;

public sealed class UpidTests
{
    [Fact]
    public void Parts_are_read()
    {
        var upid = Upid.Parse("UPID:pve1:0000004C:000670C4:6B049E5A:vzcreate:100:root@pam!automation:");
        Assert.Equal(("pve1", "vzcreate", "100", "root@pam", "automation"), (upid.Node, upid.Type, upid.Id, upid.User, upid.TokenId));
        Assert.Equal((100, 0x4CL), (upid.VmId, upid.ProcessId));
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 20, 13, 14, TimeSpan.Zero), upid.StartTime);
    }

    [Theory]
    [InlineData("UPID:pve1:0000007A:000678A3:6B049E6E:startall::root@pam:", "", null)]
    [InlineData("UPID:pve1:0000006F:00067372:6B049E61:imgdel:110@local:root@pam!automation:", "110@local", null)]
    [InlineData("UPID:pve-2:00000043:1000670AB:6B049E59:ociregistrypull:nginx_alpine.tar:root@pam:", "nginx_alpine.tar", null)]
    [InlineData("UPID:pve:00000D2F:0000DC40:5FBE5E8B:vzdestroy:101:root@pam:", "101", 101)]
    public void Odd_identifiers_survive_unchanged(string text, string id, int? vmid)
    {
        Assert.True(Upid.TryParse(text, out var upid));
        Assert.Equal((text, id, vmid), (upid.ToString(), upid.Id, upid.VmId));
        Assert.Equal(Upid.Parse(text), upid);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("UPID:bogus")]
    [InlineData("UPID:../x:0000004C:000670C4:6B049E5A:vzcreate:100:root@pam:")]
    [InlineData("UPID:pve1:0000004C:000670C4:6B049E5A:vzcreate:100:root@pam")]
    [InlineData("UPID:pve1:0000004C:000670C4:6B049E5A:vzcreate:100:root@pam:\n")]
    public void Anything_else_is_refused(string? text) => Assert.False(Upid.TryParse(text, out _));
}
