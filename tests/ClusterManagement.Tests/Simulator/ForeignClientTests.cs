using ClusterManagement.Simulator;
using ClusterManagement.Tests.Support;
using Xunit;

namespace ClusterManagement.Tests.Simulator;

/// <summary>Clients that others wrote for real Proxmox VE take a container through its life on the simulator.</summary>
public sealed class ForeignClientTests
{
    [Fact]
    public async Task Npm_proxmox_api()
    {
        ForeignProgram.RequirePackage("proxmox-api");
        await RunLifeAsync("node", "life.mjs");
    }

    [Fact]
    public async Task Python_proxmoxer()
    {
        const string python = "/usr/bin/python3";
        if (!File.Exists(python) || (await ForeignProgram.RunAsync(python, ["-c", "import proxmoxer, requests"])).ExitCode != 0)
            SharedMaterial.Missing("proxmoxer is not installed: run 'apt-get install python3-proxmoxer python3-requests'.");
        await RunLifeAsync(python, "life.py");
    }

    private static async Task RunLifeAsync(string program, string script)
    {
        await using var simulator = ProxmoxSimulator.Start(new SimulatorOptions { TaskDuration = TimeSpan.FromMilliseconds(30) });
        var (exitCode, output) = await ForeignProgram.RunAsync(program, [script], new Dictionary<string, string>
        {
            ["PVE_URL"] = simulator.Url.ToString(),
            ["PVE_USER"] = simulator.Options.UserName,
            ["PVE_PASSWORD"] = simulator.Options.Password,
            ["PVE_TOKEN_ID"] = simulator.Options.TokenId,
            ["PVE_TOKEN_SECRET"] = simulator.Options.TokenSecret,
            ["PVE_TEMPLATE"] = simulator.Options.Templates[0],
            ["NODE_TLS_REJECT_UNAUTHORIZED"] = "0",
        });

        Assert.True(exitCode == 0, output);
        Assert.Contains("life: done", output, StringComparison.Ordinal);
        Assert.Empty(simulator.Containers);
        Assert.Contains(simulator.Requests, r => r.Method == "POST" && r.Path == "/nodes/pve1/lxc" && r.Status == 200);
    }
}
