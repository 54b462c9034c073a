namespace ClusterManagement.ModuleTests.Shell;

/// <summary>The exit codes that automation relies on.</summary>
public sealed class ExitCodeTests : ShellFixture
{
    [Theory]
    [InlineData("'fine'", 0)]
    [InlineData("exit 3", 3)]
    [InlineData("exit", 0)]
    [InlineData("throw 'bad'", 1)]
    [InlineData("$ErrorActionPreference = 'Stop'; 1/0", 1)]
    [InlineData("1/0; 'still here'", 0)]
    [InlineData("foreach ($i in 1) { exit 5 }", 5)]
    public async Task A_script_ends_with(string script, int expected)
    {
        var run = await RunScriptAsync(script);

        Assert.Equal(expected, run.ExitCode);
    }

    [Fact]
    public async Task An_inner_scripts_exit_ends_only_the_inner_script()
    {
        Write("inner.ps1", "exit 4");

        var run = await RunScriptAsync("& $PSScriptRoot/inner.ps1; \"inner said $LASTEXITCODE\"");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("inner said 4", run.Output);
    }

    [Fact]
    public async Task A_script_that_does_not_parse_runs_nothing_and_says_where()
    {
        var run = await RunScriptAsync("'one'\nif (");

        Assert.Equal(1, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.StartsWith("script.ps1:2:5: ", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("missing.ps1", "does not exist")]
    [InlineData("script.txt", "is not a PowerShell script")]
    public async Task What_is_no_script_is_refused(string name, string expected)
    {
        Write("script.txt", "'text'");

        var run = await StartAsync(["-NoImport", Path.Combine(Folder, name)]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'fine'", 0)]
    [InlineData("exit 6", 6)]
    [InlineData("throw 'bad'", 1)]
    public async Task A_command_ends_with(string command, int expected)
    {
        var run = await StartAsync(["-NoImport", "-Command", command]);

        Assert.Equal(expected, run.ExitCode);
    }

    [Fact]
    public async Task A_wrong_option_shows_the_usage()
    {
        var run = await StartAsync(["-Nonsense"]);

        Assert.Equal(64, run.ExitCode);
        Assert.Contains("There is no option -Nonsense.", run.Error, StringComparison.Ordinal);
        Assert.Contains("-NoImport", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_is_shown_on_request()
    {
        var run = await StartAsync(["--help"]);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("-Command", run.Output, StringComparison.Ordinal);
    }
}
