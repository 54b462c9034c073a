using System.Security.Cryptography;

namespace ClusterManagement.Simulator;

/// <summary>How a <see cref="ProxmoxSimulator"/> is laid out and how it behaves.</summary>
public sealed class SimulatorOptions
{
    /// <summary>The TCP port on the loopback address; 0 takes a free one.</summary>
    public int Port { get; set; }

    /// <summary>Whether the API is served over TLS with a self-signed certificate.</summary>
    public bool UseTls { get; set; } = true;

    /// <summary>The Proxmox VE version to act as: 9.2.11, 9.1.2 or 8.4.5.</summary>
    public string Version { get; set; } = "9.2.11";

    /// <summary>The nodes of the cluster; the first one is the node that answers.</summary>
    public IList<SimulatedNode> Nodes { get; init; } =
    [
        new SimulatedNode("pve1", "10.0.0.2"),
        new SimulatedNode("pve2", "10.0.0.3"),
    ];

    /// <summary>
    /// Whether each node has an endpoint with a port and a certificate of its own, as real nodes do. Otherwise one endpoint
    /// stands for all of them. A <see cref="Port"/> that is given goes to the first node, the next ones to the others.
    /// </summary>
    public bool EndpointPerNode { get; set; }

    /// <summary>The storages, present on every node unless they say otherwise.</summary>
    public IList<SimulatedStorage> Storages { get; init; } =
    [
        new SimulatedStorage("local", "dir", "vztmpl,backup,iso") { TotalBytes = 250L << 30, UsedBytes = 20L << 30 },
        new SimulatedStorage("local-lvm", "lvmthin", "rootdir,images") { TotalBytes = 500L << 30 },
    ];

    /// <summary>Volume ids of the container templates, present on every node.</summary>
    public IList<string> Templates { get; init; } =
    [
        "local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst",
        "local:vztmpl/ubuntu-24.04-standard_24.04-2_amd64.tar.zst",
        "local:vztmpl/alpine-3.22-default_20250617_amd64.tar.xz",
    ];

    /// <summary>Names of the bridges of every node.</summary>
    public IList<string> Bridges { get; init; } = ["vmbr0"];

    /// <summary>The API token with all rights, as USER@REALM!NAME.</summary>
    public string TokenId { get; set; } = "root@pam!automation";

    /// <summary>The secret of <see cref="TokenId"/>.</summary>
    public string TokenSecret { get; set; } = Guid.NewGuid().ToString();

    /// <summary>A privilege-separated API token without any right, or null for none.</summary>
    public string? UnprivilegedTokenId { get; set; } = "root@pam!unprivileged";

    /// <summary>The secret of <see cref="UnprivilegedTokenId"/>.</summary>
    public string UnprivilegedTokenSecret { get; set; } = Guid.NewGuid().ToString();

    /// <summary>The user who may log in with a password.</summary>
    public string UserName { get; set; } = "root@pam";

    /// <summary>The password of <see cref="UserName"/>.</summary>
    public string Password { get; set; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));

    /// <summary>Further users.</summary>
    public IList<SimulatedUser> Users { get; init; } = [];

    /// <summary>Further API tokens.</summary>
    public IList<SimulatedToken> Tokens { get; init; } = [];

    /// <summary>How long a login lasts.</summary>
    public TimeSpan TicketLifetime { get; set; } = TimeSpan.FromHours(2);

    /// <summary>How long a task runs; zero finishes it before its request is answered.</summary>
    public TimeSpan TaskDuration { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How long an answer 401 is held back; real Proxmox VE takes three seconds.</summary>
    public TimeSpan UnauthorizedDelay { get; set; }

    /// <summary>How far /cluster/resources lags behind; real Proxmox VE refreshes every ten seconds.</summary>
    public TimeSpan ResourcesDelay { get; set; }

    /// <summary>How long a started container waits for its addresses; fe80:: is there at once.</summary>
    public TimeSpan AddressDelay { get; set; }

    /// <summary>How long a task waits for another one on the same container before it gives up.</summary>
    public TimeSpan LockTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The addresses handed to containers with <c>ip=dhcp</c>, as first-last.</summary>
    public string DhcpRange { get; set; } = "10.0.0.100-10.0.0.200";

    /// <summary>The process id of the first task.</summary>
    public int FirstPid { get; set; } = 4096;
}
