namespace ClusterManagement.ModuleTests.Shell;

/// <summary>Finding and importing the module, with a copy of the shell in a folder tree of the test's own.</summary>
public sealed class ImportTests : ShellFixture
{
    [Fact]
    public async Task Without_a_manifest_the_shell_says_where_it_looked()
    {
        var run = await RunCopyAsync("'never'");

        Assert.Equal(1, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Contains("ClusterManagement.psd1 was not found", run.Error, StringComparison.Ordinal);
        Assert.Contains("-NoImport", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_module_that_is_not_built_is_named()
    {
        Write("ClusterManagement.psd1", "@{}");

        var run = await RunCopyAsync("'never'");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("is not built: bin/ClusterManagement.dll is missing", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_module_above_the_program_is_imported_before_the_script_runs()
    {
        Write("ClusterManagement.psd1", "@{ RootModule = 'main.psm1'; ModuleVersion = '1.2.3'; FunctionsToExport = 'Get-Answer' }");
        Write("main.psm1", "function Get-Answer { 42 }");
        Write("bin/ClusterManagement.dll", "only its presence is looked at here");

        var run = await RunCopyAsync("\"$(Get-Answer) from $((Get-Module).Version)\"");

        Assert.Equal("42 from 1.2.3", run.Output);
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task A_view_of_a_common_base_type_gives_one_table()
    {
        Write("ClusterManagement.psd1", """
            @{ RootModule = 'main.psm1'; ModuleVersion = '1.0'; FunctionsToExport = 'Get-Thing'; FormatsToProcess = 'views.format.ps1xml' }
            """);
        Write("main.psm1", """
            function Get-Thing { [Net.IPEndPoint]::new([Net.IPAddress]::Loopback, 1); [Net.DnsEndPoint]::new('localhost', 2) }
            """);
        Write("views.format.ps1xml", """
            <Configuration><ViewDefinitions><View><Name>Thing</Name>
              <ViewSelectedBy><TypeName>System.Net.EndPoint</TypeName></ViewSelectedBy>
              <TableControl>
                <TableHeaders><TableColumnHeader><Label>Thing</Label><Width>8</Width></TableColumnHeader></TableHeaders>
                <TableRowEntries><TableRowEntry><TableColumnItems>
                  <TableColumnItem><PropertyName>Port</PropertyName></TableColumnItem>
                </TableColumnItems></TableRowEntry></TableRowEntries>
              </TableControl>
            </View></ViewDefinitions></Configuration>
            """);
        Write("bin/ClusterManagement.dll", "only its presence is looked at here");

        var run = await RunCopyAsync("Get-Thing");

        var lines = run.Output.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0);
        Assert.Empty(run.Error);
        Assert.Equal(["Thing", "-----", "1", "2"], lines);
    }

    [Fact]
    public async Task A_module_that_cannot_be_imported_ends_the_run()
    {
        Write("ClusterManagement.psd1", "@{ RootModule = 'bin/ClusterManagement.dll'; ModuleVersion = '1.0' }");
        Write("bin/ClusterManagement.dll", "no assembly");

        var run = await RunCopyAsync("'never'");

        Assert.Equal(1, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.StartsWith("Import-Module: ", run.Error, StringComparison.Ordinal);
    }

    private Task<ProgramRun> RunCopyAsync(string command)
    {
        var source = Path.GetDirectoryName(Repository.Program("src", "ClusterManagement.Shell"))!;
        var target = Path.Combine(Folder, "shell");
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(target, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return ProgramRun.StartAsync(Path.Combine(target, "ClusterManagement.Shell.dll"), ["-Command", command]);
    }
}
