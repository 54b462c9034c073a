namespace ClusterManagement.ModuleTests.Shell;

/// <summary>What a script receives of the command line.</summary>
public sealed class ArgumentTests : ShellFixture
{
    private const string Script = """
        param([string] $Name, [int] $Count = 1, [switch] $Loud)
        "name=$Name count=$Count loud=$Loud rest=$($args -join '/')"
        """;

    [Theory]
    [InlineData("name=web count=3 loud=True rest=", "-Name", "web", "-Count", "3", "-Loud")]
    [InlineData("name=web count=3 loud=False rest=", "-Name:web", "-Count:3", "-Loud:$false")]
    [InlineData("name=a b count=2 loud=True rest=c/-5", "-Loud", "a b", "2", "c", "-5")]
    [InlineData("name=it's $(1+1); exit 9 count=1 loud=False rest=", "it's $(1+1); exit 9")]
    public async Task Names_switches_and_text_bind(string expected, params string[] arguments)
    {
        var run = await RunScriptAsync(Script, arguments);

        Assert.Equal(expected, run.Output);
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task A_script_knows_its_folder()
    {
        var run = await RunScriptAsync("$PSScriptRoot");

        Assert.Equal(Folder, run.Output);
    }
}
