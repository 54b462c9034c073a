using ClusterManagement.Tests.Simulator;
using Xunit;

namespace ClusterManagement.Tests.Support;

public sealed class ProxmoxSchemaTests
{
    private static readonly Lazy<ProxmoxSchema> Schema = new(() => ProxmoxSchema.Load(SharedMaterial.Proxmox("lxc-subset.json")));

    [Fact]
    public void A_good_request_has_no_violations()
    {
        Assert.Equal([], Check(
            "POST",
            "/api2/json/nodes/pve1/lxc",
            ("vmid", "100"),
            ("ostemplate", "local:vztmpl/debian.tar.zst"),
            ("rootfs", "local-lvm:8"),
            ("unprivileged", "1"),
            ("features", "nesting=1"),
            ("net0", "name=eth0,bridge=vmbr0,ip=10.0.0.5/24,gw=10.0.0.1"),
            ("mp0", "local-lvm:4,mp=/data")));
        Assert.Equal([], Check("DELETE", "/nodes/pve1/lxc/100", ("purge", "1")));
        Assert.Equal([], Check("DELETE", "/nodes/pve1/storage/local/content/local:backup/vzdump-lxc-100.tar.zst"));
    }

    [Theory]
    [InlineData("GET", "/nodes/pve1/nonsense", "", "", "GET /nodes/pve1/nonsense: unknown endpoint")]
    [InlineData("PATCH", "/nodes/pve1/lxc", "", "", "PATCH /nodes/pve1/lxc: unknown endpoint")]
    [InlineData("GET", "/cluster/nextid", "foo", "1", "foo: unknown parameter")]
    [InlineData("GET", "/cluster/nextid", "vmid", "abc", "vmid: 'abc' is no integer")]
    [InlineData("GET", "/cluster/resources", "type", "lxc", "type: 'lxc' is none of vm, storage, node, sdn")]
    [InlineData("PUT", "/nodes/pve1/lxc/100/config", "memory", "8", "memory: 8 is below 16")]
    [InlineData("PUT", "/nodes/pve1/lxc/100/config", "tty", "7", "tty: 7 is above 6")]
    [InlineData("PUT", "/nodes/pve1/lxc/100/config", "onboot", "true", "onboot: 'true' is no boolean")]
    [InlineData("PUT", "/nodes/pve1/lxc/100/config", "net0", "bridge=vmbr0", "net0.name: missing")]
    [InlineData("PUT", "/nodes/pve1/lxc/100/config", "net0", "name=eth0,speed=1", "net0.speed: unknown parameter")]
    [InlineData("PUT", "/nodes/pve1/lxc/100/config", "net0", "name=eth0,name=eth1", "net0.name: given twice")]
    [InlineData("PUT", "/nodes/pve1/lxc/100/config", "hostname", "a_b", "hostname: 'a_b' is no dns-name")]
    [InlineData("PUT", "/nodes/pve1/lxc/100/config", "password", "secret", "password: unknown parameter")]
    [InlineData("POST", "/nodes/pve1/lxc/100/clone", "", "", "newid: missing")]
    [InlineData("GET", "/nodes/pve1/lxc/99/config", "", "", "vmid: 99 is below 100")]
    public void A_violation_is_named(string method, string path, string name, string value, string violation)
    {
        (string, string)[] parameters = name.Length == 0 ? [] : [(name, value)];
        Assert.Contains(violation, Check(method, path, parameters));
    }

    [Fact]
    public void A_pattern_is_checked()
    {
        var violations = Check("PUT", "/nodes/pve1/lxc/100/resize", ("disk", "rootfs"), ("size", "2GB"));
        Assert.StartsWith("size: '2GB' does not match", Assert.Single(violations), StringComparison.Ordinal);
    }

    [Fact]
    public void An_older_version_knows_less()
    {
        KeyValuePair<string, string>[] parameters = [new("entrypoint", "/bin/sh")];

        Assert.Equal([], Schema.Value.Check("PUT", "/nodes/pve1/lxc/100/config", parameters));
        Assert.Equal(["entrypoint: not in 8.4.5"], Schema.Value.Check("PUT", "/nodes/pve1/lxc/100/config", parameters, "8.4.5"));
        Assert.Contains(
            "GET /nodes/{node}/lxc/{vmid}/migrate: not in 8.4.5",
            Schema.Value.Check("GET", "/nodes/pve1/lxc/100/migrate", [], "8.4.5"));
    }

    [Fact]
    public void The_whole_api_can_be_loaded_beside_the_subset()
    {
        var both = ProxmoxSchema.Load(SharedMaterial.Proxmox("lxc-subset.json"), SharedMaterial.Proxmox("full-9.2.3-flat.json"));

        Assert.Equal(675, both.Count);
        Assert.Equal([], both.Check("GET", "/nodes/pve1/qemu", []));
        Assert.Equal(["foo: unknown parameter"], both.Check("GET", "/nodes/pve1/qemu", [new("foo", "1")]));
    }

    /// <summary>What real Proxmox VE accepted, the schema accepts.</summary>
    [Fact]
    public void Recorded_requests_that_succeeded_are_valid()
    {
        var violations = Recording.Load()
            .Where(i => i.Status == 200 && i.Url.StartsWith("/api2/json", StringComparison.Ordinal))
            .SelectMany(i => Schema.Value
                .Check(i.Method, Uri.UnescapeDataString(i.Url.Split('?')[0]), Sent(i))
                .Select(v => $"{i}: {v}"));
        Assert.Equal([], violations);
    }

    private static IReadOnlyList<string> Check(string method, string path, params (string Name, string Value)[] parameters) =>
        Schema.Value.Check(method, path, parameters.Select(p => KeyValuePair.Create(p.Name, p.Value)));

    private static IEnumerable<KeyValuePair<string, string>> Sent(Interaction interaction) =>
        (interaction.Url.Split('?') is [_, var query] ? query : interaction.Body ?? "")
        .Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('=', 2))
        .Select(pair => KeyValuePair.Create(pair[0], Uri.UnescapeDataString(pair[1].Replace('+', ' '))));
}
