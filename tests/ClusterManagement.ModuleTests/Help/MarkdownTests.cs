namespace ClusterManagement.ModuleTests.Help;

/// <summary>The pages: their text, and which are written, kept and deleted.</summary>
public sealed class MarkdownTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Page => Path.Combine(_folder.Path, "New-HelpSample.md");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_page_holds_syntax_text_examples_and_parameters()
    {
        await GenerateAsync();
        var page = await File.ReadAllTextAsync(Page, TestContext.Current.CancellationToken);

        Assert.Contains(
            "### Colored (default)\n\n```text\nNew-HelpSample [-Name] <string[]> [-Color <SampleColor>] [-Database <string>] "
            + "[-Target <string>] [-Confirm] [-WhatIf] [<CommonParameters>]\n```\n",
            page,
            StringComparison.Ordinal);
        Assert.Contains("and `-Whatever` it needs; see [`Get-HelpSample`](Get-HelpSample.md).", page, StringComparison.Ordinal);
        Assert.Contains(
            "Leave `-Target` at `$null` and:\n\n- the first thing happens\n- second: and this, too\n",
            page,
            StringComparison.Ordinal);
        Assert.Contains(
            "### Example 1: Create one\n\n```powershell\nNew-HelpSample one -Color Red |\n    Get-HelpSample\n```\n\n"
            + "Creates the sample `one`.\n",
            page,
            StringComparison.Ordinal);
        Assert.Contains("- `Red`: Like a tomato.\n- `Blue`: Like the sea.\n", page, StringComparison.Ordinal);
        Assert.Contains("- [Samples on the web](https://example.com/samples)\n", page, StringComparison.Ordinal);
        Assert.DoesNotContain("\r", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_index_groups_the_cmdlets_by_noun()
    {
        await GenerateAsync();
        var index = await File.ReadAllTextAsync(Path.Combine(_folder.Path, "README.md"), TestContext.Current.CancellationToken);

        Assert.Contains(
            "## HelpSample\n\n| Cmdlet | What it does |\n|---|---|\n| [Get-HelpSample](Get-HelpSample.md) | Gets samples. |\n"
            + "| [New-HelpSample](New-HelpSample.md) | Creates a sample. |\n",
            index,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_run_changes_nothing_and_touches_nothing()
    {
        await GenerateAsync();
        var before = File.GetLastWriteTimeUtc(Page);

        var run = await GenerateAsync();

        Assert.Equal("2 cmdlets, 0 files changed.", run.Output);
        Assert.Equal(before, File.GetLastWriteTimeUtc(Page));
    }

    [Fact]
    public async Task Pages_of_removed_cmdlets_go_and_other_pages_stay()
    {
        await GenerateAsync();
        var stale = Path.Combine(_folder.Path, "Get-Gone.md");
        File.Copy(Page, stale);
        var own = _folder.Write("notes.md", "# Written by hand\n");

        await GenerateAsync();

        Assert.False(File.Exists(stale));
        Assert.True(File.Exists(own));
    }

    [Fact]
    public async Task A_check_lists_what_differs_and_writes_nothing()
    {
        await GenerateAsync();
        File.Delete(Path.Combine(_folder.Path, "Get-HelpSample.md"));
        await File.AppendAllTextAsync(Page, "edited\n", TestContext.Current.CancellationToken);

        var run = await HelpGenerator.RunOnSampleAsync("--markdown", _folder.Path, "--check");

        Assert.Equal(1, run.ExitCode);
        var lines = run.Error.Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.EndsWith("Get-HelpSample.md is missing", lines[0], StringComparison.Ordinal);
        Assert.EndsWith("New-HelpSample.md is out of date", lines[1], StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_folder.Path, "Get-HelpSample.md")));
    }

    [Fact]
    public async Task A_check_of_current_pages_is_silent()
    {
        await GenerateAsync();

        var run = await HelpGenerator.RunOnSampleAsync("--markdown", _folder.Path, "--check");

        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Error);
    }

    private async Task<ProgramRun> GenerateAsync()
    {
        var run = await HelpGenerator.RunOnSampleAsync("--markdown", _folder.Path);
        Assert.Empty(run.Error);
        Assert.Equal(0, run.ExitCode);
        return run;
    }
}
