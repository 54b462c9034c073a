using System.Diagnostics;
using System.Globalization;

namespace ClusterManagement.ModuleTests.Shell;

/// <summary>Ctrl+C.</summary>
public sealed class InterruptionTests : ShellFixture
{
    [Fact]
    public async Task Ctrl_C_stops_a_script_lets_it_clean_up_and_exits_with_130()
    {
        Assert.SkipUnless(!OperatingSystem.IsWindows(), "Windows has no SIGINT to send to another process.");
        var mark = Path.Combine(Folder, "cleaned");
        var script = Write("loop.ps1", """
            param($Mark)
            'ready'
            try { while ($true) { } } finally { [IO.File]::WriteAllText($Mark, 'yes') }
            """);

        var run = await ProgramRun.StartAsync(
            Repository.Program("src", "ClusterManagement.Shell"),
            ["-NoImport", script, mark],
            onLine: (process, _) => Interrupt(process));

        Assert.Equal(130, run.ExitCode);
        Assert.Equal("ready", run.Output);
        Assert.True(File.Exists(mark));
    }

    private static void Interrupt(Process process)
    {
        using var kill = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }
}
