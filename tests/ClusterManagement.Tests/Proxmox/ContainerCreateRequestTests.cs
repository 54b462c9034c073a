using ClusterManagement.Providers.Proxmox;
using Xunit;

namespace ClusterManagement.Tests.Proxmox;

public sealed class ContainerCreateRequestTests
{
    private const string Template = "local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst";

    [Fact]
    public void The_least_is_id_template_and_privilege() => Assert.Equal(
        ["vmid=100", "ostemplate=" + Template, "unprivileged=1"],
        Pairs(new ContainerCreateRequest { VmId = 100, OsTemplate = Template }));

    [Fact]
    public void Everything_is_named_as_the_api_names_it() => Assert.Equal(
        [
            "vmid=100", "ostemplate=" + Template, "hostname=web1", "cores=2", "memory=1024", "swap=0", "storage=local-lvm", "rootfs=local-lvm:8",
            "net0=name=eth0,bridge=vmbr0,ip=dhcp", "nameserver=1.1.1.1 8.8.8.8", "searchdomain=lan", "ssh-public-keys=ssh-ed25519 AAAA me@x",
            "password=hunter22", "unprivileged=0", "features=nesting=1", "onboot=0", "description=line1\nline2", "tags=web;prod", "pool=dev",
        ],
        Pairs(new ContainerCreateRequest
        {
            VmId = 100,
            OsTemplate = Template,
            Hostname = "web1",
            Cores = 2,
            MemoryMiB = 1024,
            SwapMiB = 0,
            RootStorage = "local-lvm",
            DiskGiB = 8,
            Net0 = new NetworkInterfaceSpec { Bridge = "vmbr0", Ip = "dhcp" },
            Nameserver = "1.1.1.1 8.8.8.8",
            SearchDomain = "lan",
            SshPublicKeys = "ssh-ed25519 AAAA me@x\n",
            Password = "hunter22",
            Unprivileged = false,
            Nesting = true,
            OnBoot = false,
            Description = "line1\nline2",
            Tags = ["web", "prod"],
            Pool = "dev",
        }));

    [Fact]
    public void What_cannot_be_sent_is_refused()
    {
        Assert.Throws<InvalidValueException>(() => new ContainerCreateRequest { VmId = 99, OsTemplate = Template }.ToForm());
        Assert.Throws<InvalidValueException>(() => new ContainerCreateRequest { VmId = 100, OsTemplate = Template, DiskGiB = 8 }.ToForm());
        Assert.Throws<InvalidValueException>(
            () => new ContainerCreateRequest { VmId = 100, OsTemplate = Template, DiskGiB = 8, RootStorage = "a:9,size" }.ToForm());
    }

    private static IEnumerable<string> Pairs(ContainerCreateRequest request) => request.ToForm().Select(p => $"{p.Key}={p.Value}");
}
