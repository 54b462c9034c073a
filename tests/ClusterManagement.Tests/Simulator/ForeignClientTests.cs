using System.ComponentModel;
using System.Diagnostics;
using ClusterManagement.Simulator;
using ClusterManagement.Tests.Support;
using Xunit;

namespace ClusterManagement.Tests.Simulator;

/// <summary>Clients that others wrote for real Proxmox VE take a container through its life on the simulator.</summary>
public sealed class ForeignClientTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly string Folder = Path.Combine(SharedMaterial.RepositoryRoot, "tests", "foreign-clients");

    [Fact]
    public async Task Npm_proxmox_api()
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules", "proxmox-api")))
            SharedMaterial.Missing("The npm package proxmox-api is not installed: run 'npm ci' in tests/foreign-clients.");
        await RunLifeAsync("node", "life.mjs");
    }

    [Fact]
    public async Task Python_proxmoxer()
    {
        const string python = "/usr/bin/python3";
        if (!File.Exists(python) || (await RunAsync(python, ["-c", "import proxmoxer, requests"], [])).ExitCode != 0)
            SharedMaterial.Missing("proxmoxer is not installed: run 'apt-get install python3-proxmoxer python3-requests'.");
        await RunLifeAsync(python, "life.py");
    }

    private static async Task RunLifeAsync(string program, string script)
    {
        await using var simulator = ProxmoxSimulator.Start(new SimulatorOptions { TaskDuration = TimeSpan.FromMilliseconds(30) });
        var (exitCode, output) = await RunAsync(program, [script], new()
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

    private static async Task<(int ExitCode, string Output)> RunAsync(
        string program, IEnumerable<string> arguments, Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Start(start);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(Patience);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(timeout.Token);
            var error = process.StandardError.ReadToEndAsync(timeout.Token);
            await process.WaitForExitAsync(timeout.Token);
            return (process.ExitCode, await output + await error);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start) ?? throw new InvalidOperationException($"'{start.FileName}' did not start.");
        }
        catch (Win32Exception missing)
        {
            SharedMaterial.Missing($"'{start.FileName}' is not installed: {missing.Message}");
            throw;
        }
    }
}
