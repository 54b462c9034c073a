using ClusterManagement.Providers.Proxmox;
using Xunit;

namespace ClusterManagement.Tests.Proxmox;

/// <summary>Options for root@pam alone are not sent by anybody else, and errors say whose right is missing.</summary>
public sealed class RootOnlyTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("features", "nesting=1,keyctl=1", "The feature keyctl")]
    [InlineData("features", "mount=nfs;cifs", "The feature mount")]
    [InlineData("mp0", "/srv/data,mp=/data", "A directory of the node as a mount point")]
    [InlineData("mp12", "mp=/data,volume=/srv/data", "A directory of the node as a mount point")]
    [InlineData("rootfs", "/dev/sdb1", "A device as a disk")]
    [InlineData("dev0", "/dev/net/tun", "A device of the node")]
    [InlineData("hookscript", "local:snippets/hook.pl", "A hook script")]
    public async Task An_option_for_root_alone_is_not_sent_with_a_token(string name, string value, string what)
    {
        var handler = StubHandler.Always("""{"data":null}""");
        using var client = Clients.Over(handler);
        var changes = new Dictionary<string, string> { [name] = value };
        var error = await Assert.ThrowsAsync<RemoteApiException>(() => client.UpdateContainerConfigAsync("pve1", 100, changes, null, null, Token));
        Assert.Equal((ErrorIds.PermissionDenied, ClusterErrorKind.Permission), (error.ErrorId, error.Kind));
        Assert.StartsWith($"{what} ({name}) can be set by root@pam with its password only", error.Message, StringComparison.Ordinal);
        Assert.Contains("root@pam!automation is a token", error.Message, StringComparison.Ordinal);
        Assert.Contains("Set-ClusterNode pve1 -Credential root@pam", error.RecommendedAction, StringComparison.Ordinal);
        Assert.Empty(handler.Requests);

        var rootHandler = new StubHandler(seen => StubHandler.Reply(seen.Path.EndsWith("/ticket", StringComparison.Ordinal)
            ? """{"data":{"ticket":"PVE:root@pam:1::x","CSRFPreventionToken":"c"}}"""
            : """{"data":null}"""));
        using var root = new ProxmoxClient(Clients.UserEndpoint, rootHandler);
        await root.UpdateContainerConfigAsync("pve1", 100, changes, null, null, Token);
        Assert.Equal("PUT", rootHandler.Requests[^1].Method);
    }

    [Theory]
    [InlineData("features", "nesting=1")]
    [InlineData("mp0", "local-lvm:8,mp=/data")]
    [InlineData("rootfs", "local-lvm:vm-100-disk-0,size=8G")]
    public async Task What_a_token_may_is_sent(string name, string value)
    {
        var handler = StubHandler.Always("""{"data":null}""");
        using var client = Clients.Over(handler);
        await client.UpdateContainerConfigAsync("pve1", 100, new Dictionary<string, string> { [name] = value }, null, null, Token);
        Assert.Single(handler.Requests);
    }

    [Fact]
    public async Task A_privileged_container_takes_no_feature_from_a_token()
    {
        var handler = StubHandler.Always("""{"data":null}""");
        using var client = Clients.Over(handler);
        var request = new ContainerCreateRequest { VmId = 100, OsTemplate = "local:vztmpl/a.tar.zst", Unprivileged = false, Nesting = true };
        var error = await Assert.ThrowsAsync<RemoteApiException>(() => client.CreateContainerAsync("pve1", request, Token));
        Assert.StartsWith("The feature nesting of a privileged container (features)", error.Message, StringComparison.Ordinal);
        Assert.Empty(handler.Requests);
    }

    [Fact]
    public async Task A_missing_right_of_a_token_is_explained()
    {
        const string text = "Permission check failed (/vms/100, VM.PowerMgmt)";
        using var client = Clients.Answering($$"""{"data":null,"message":"{{text}}\n"}""", 403, text);
        var error = await Assert.ThrowsAsync<RemoteApiException>(() => client.StartAsync("pve1", 100, Token));
        Assert.Contains("Grant VM.PowerMgmt on /vms/100 to the token itself", error.RecommendedAction, StringComparison.Ordinal);
        Assert.Contains("pveum acl modify /vms/100 --tokens 'root@pam!automation'", error.RecommendedAction, StringComparison.Ordinal);
        Assert.Contains("privilege separation", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_refused_parameter_is_shown_by_the_name_the_user_knows()
    {
        const string body = """
            {"data":null,"message":"Parameter verification failed.\n","errors":{"net0":"invalid format - format error\nnet0.ip: invalid format - value does not look like a valid ipv4 network configuration\n\n",
            "ssh-public-keys":"bad key","memory":"value must have a minimum value of 16","cmode":"no"}}
            """;
        using var client = Clients.Answering(body, 400, "Parameter verification failed.");
        var error = await Assert.ThrowsAsync<RemoteApiException>(() => client.StartAsync("pve1", 100, Token));
        Assert.Contains("-Ipv4Address (net0.ip): invalid format", error.Message, StringComparison.Ordinal);
        Assert.Contains("-SshPublicKey (ssh-public-keys): bad key", error.Message, StringComparison.Ordinal);
        Assert.Contains("-Memory (memory): value must have a minimum value of 16", error.Message, StringComparison.Ordinal);
        Assert.Contains("cmode: no", error.Message, StringComparison.Ordinal);
        Assert.Equal(["cmode", "memory", "net0", "ssh-public-keys"], error.FieldErrors.Keys.Order());
    }

    [Fact]
    public void Keys_of_SSH_are_sent_as_plain_text()
    {
        const string keys = "ssh-ed25519 AAAA+/== me@here\nssh-rsa BBBB you@there";
        var form = new ContainerCreateRequest { VmId = 100, OsTemplate = "local:vztmpl/a.tar.zst", SshPublicKeys = keys + "\n" }.ToForm();
        Assert.Equal(keys, form.Single(parameter => parameter.Key == "ssh-public-keys").Value);
    }
}
