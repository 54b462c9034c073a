namespace ClusterManagement.ModuleTests.Shell;

/// <summary>What goes where, and how it looks when it is not a terminal.</summary>
public sealed class StreamTests : ShellFixture
{
    private const string Function = """
        function Test-Stream {
            [CmdletBinding()] param()
            $PSCmdlet.WriteWarning('careful')
            $PSCmdlet.WriteVerbose('step')
            $PSCmdlet.WriteInformation('news', [string[]]@())
            $PSCmdlet.WriteProgress([System.Management.Automation.ProgressRecord]::new(1, 'working', 'hard'))
            $record = [System.Management.Automation.ErrorRecord]::new([Exception]::new('It failed.'), 'Id', 'NotSpecified', $null)
            $record.ErrorDetails = [System.Management.Automation.ErrorDetails]::new('It failed.')
            $record.ErrorDetails.RecommendedAction = 'Try harder.'
            $PSCmdlet.WriteError($record)
            $PSCmdlet.WriteDebug('detail')
        }

        """;

    [Fact]
    public async Task Warnings_go_out_and_errors_go_to_the_error_stream()
    {
        var run = await RunScriptAsync(Function + "Test-Stream; 'done'");

        Assert.Equal("WARNING: careful\ndone", run.Output);
        Assert.Equal("Test-Stream: It failed.\nTry harder.", run.Error);
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task The_quiet_streams_speak_when_asked()
    {
        var run = await RunScriptAsync(Function + "$DebugPreference = 'Continue'; Test-Stream -Verbose -InformationAction Continue");

        Assert.Equal("WARNING: careful\nVERBOSE: step\nnews\nDEBUG: detail", run.Output);
    }

    [Fact]
    public async Task A_thrown_error_names_script_and_line()
    {
        var run = await RunScriptAsync("'one'\nthrow 'bad luck'");

        Assert.Equal("one", run.Output);
        Assert.Equal("script.ps1:2: bad luck", run.Error);
    }

    [Fact]
    public async Task Text_and_objects_of_several_kinds_each_look_like_themselves()
    {
        var run = await RunScriptAsync("""
            'before'
            [pscustomobject]@{ Site = 'dc1'; Nodes = 2 }
            [pscustomobject]@{ Site = 'dc2'; Nodes = 3 }
            'between'
            [version]'1.2.3'
            [pscustomobject]@{ Other = 'x' }
            'after'
            """);

        var lines = run.Output.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0);
        string[] expected =
        [
            "before", "Site Nodes", "---- -----", "dc1      2", "dc2      3", "between",
            "Major  Minor  Build  Revision", "-----  -----  -----  --------", "1      2      3      -1",
            "Other", "-----", "x", "after",
        ];
        Assert.Equal(expected, lines);
        Assert.DoesNotContain('\u001b', run.Output);
    }

    [Theory]
    [InlineData("exit 2")]
    [InlineData("throw 'bad'")]
    public async Task Rows_held_back_for_a_table_are_shown_before_the_end(string end)
    {
        var run = await RunScriptAsync("[pscustomobject]@{ Site = 'dc1' }; " + end);

        Assert.Contains("dc1", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirected_table_has_room_for_120_columns()
    {
        var run = await RunScriptAsync("$Host.UI.RawUI.BufferSize.Width");

        Assert.Equal("120", run.Output);
    }
}
