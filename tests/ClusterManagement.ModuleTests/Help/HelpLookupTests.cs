using ClusterManagement.ModuleTests.Shell;

namespace ClusterManagement.ModuleTests.Help;

/// <summary>Where Get-Help looks for the help of a module whose RootModule is bin/Something.dll.</summary>
public sealed class HelpLookupTests : ShellFixture
{
    private const string Maml = """
        <?xml version="1.0" encoding="utf-8"?>
        <helpItems schema="maml" xmlns="http://msh">
          <command:command xmlns:command="http://schemas.microsoft.com/maml/dev/command/2004/10"
                           xmlns:maml="http://schemas.microsoft.com/maml/2004/10">
            <command:details>
              <command:name>Get-Bare</command:name>
              <maml:description><maml:para>Found.</maml:para></maml:description>
            </command:details>
          </command:command>
        </helpItems>
        """;

    [Theory]
    [InlineData("en-US/Bare.dll-Help.xml", true)]
    [InlineData("bin/en-US/Bare.dll-Help.xml", false)]
    [InlineData("Bare.dll-Help.xml", true)]
    [InlineData("bin/Bare.dll-Help.xml", false)]
    [InlineData("en/Bare.dll-Help.xml", true)]
    [InlineData("en-US/Bare-Help.xml", true)]
    public async Task The_help_file_is_found_at_the_modules_base_only(string place, bool expected)
    {
        BareAssembly.Save(Path.Combine(Folder, "bin", "Bare.dll"));
        var manifest = Write("Bare.psd1", "@{ RootModule = 'bin/Bare.dll'; ModuleVersion = '1.0'; CmdletsToExport = 'Get-Bare' }");
        Write(place, Maml);

        var run = await StartAsync(["-NoImport", "-Command", $"Import-Module '{manifest}'; (Get-Help Get-Bare).Synopsis"]);

        Assert.Empty(run.Error);
        Assert.Equal(expected, run.Output.Trim() == "Found.");
    }
}
