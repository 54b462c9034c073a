namespace ClusterManagement.ModuleTests.Shell;

/// <summary>Statements from redirected input, and questions that nobody is there to answer.</summary>
public sealed class PromptTests : ShellFixture
{
    [Fact]
    public async Task Redirected_input_is_run_statement_by_statement()
    {
        var run = await StartAsync(["-NoImport"], "$x = 1\nif ($x) {\n  'yes'\n}\n\"x=$x\"\n");

        Assert.Equal("yes\nx=1", run.Output);
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task An_error_does_not_end_the_input_but_shows_in_the_exit_code()
    {
        var run = await StartAsync(["-NoImport"], "throw 'bad'\n'next'\n");

        Assert.Equal("next", run.Output);
        Assert.Equal("RuntimeException: bad", run.Error);
        Assert.Equal(1, run.ExitCode);
    }

    [Fact]
    public async Task Exit_ends_the_input()
    {
        var run = await StartAsync(["-NoImport"], "exit 8\n'never'\n");

        Assert.Empty(run.Output);
        Assert.Equal(8, run.ExitCode);
    }

    [Fact]
    public async Task Input_that_ends_within_a_statement_is_an_error()
    {
        var run = await StartAsync(["-NoImport"], "if ($true) {\n");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("'}'", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Remove-It -Confirm", "cannot ask for an answer")]
    [InlineData("$Host.UI.ReadLine()", "cannot ask for a line")]
    [InlineData("$Host.UI.ReadLineAsSecureString()", "cannot ask for a secret")]
    [InlineData("Need-It", "missing mandatory parameters")]
    public async Task A_question_fails_instead_of_waiting(string command, string expected)
    {
        var run = await RunScriptAsync($$"""
            function Remove-It { [CmdletBinding(SupportsShouldProcess)] param() if ($PSCmdlet.ShouldProcess('it')) { 'removed' } }
            function Need-It { param([Parameter(Mandatory)] $Name) $Name }
            {{command}}
            """);

        Assert.Empty(run.Output);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }
}
