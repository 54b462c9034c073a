using System.Xml.Linq;

namespace ClusterManagement.ModuleTests.Help;

/// <summary>Help that lacks something is refused.</summary>
public sealed class GapTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_bare_cmdlet_lacks_everything()
    {
        var assembly = Path.Combine(_folder.Path, "Bare.dll");
        BareAssembly.Save(assembly);

        var run = await HelpGenerator.RunAsync(
            "--assembly", assembly, "--xml", _folder.Write("Bare.xml", BareAssembly.Xml), "--maml", Path.Combine(_folder.Path, "en-US"));

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(
            [
                "error HELP001: Get-Bare: parameter -Thing has no <summary>",
                "error HELP002: Get-Bare: the class has no <summary>",
                "error HELP003: Get-Bare: the class has no <remarks>",
                "error HELP004: Get-Bare: the class has no [OutputType]; say [OutputType(\"None\")] when it emits nothing",
                "error HELP005: Get-Bare: the class has 0 of at least 2 <example> elements",
            ],
            run.Error.Split('\n'));
        Assert.False(Directory.Exists(Path.Combine(_folder.Path, "en-US")));
    }

    [Fact]
    public async Task A_gap_at_a_base_class_counts_for_every_cmdlet()
    {
        var run = await RunWithoutAsync("P:ClusterManagement.ModuleTests.Help.Samples.SampleCommand.Database", "summary");

        Assert.Equal(
            [
                "error HELP001: Get-HelpSample: parameter -Database has no <summary>",
                "error HELP001: New-HelpSample: parameter -Database has no <summary>",
            ],
            run.Error.Split('\n'));
    }

    [Fact]
    public async Task A_gap_at_an_interface_counts_for_the_cmdlet_that_inherits_the_text()
    {
        var run = await RunWithoutAsync("P:ClusterManagement.ModuleTests.Help.Samples.ISampleTarget.Target", "summary");

        Assert.Equal("error HELP001: New-HelpSample: parameter -Target has no <summary>", run.Error);
    }

    [Fact]
    public async Task One_example_is_too_few()
    {
        var run = await RunWithoutAsync("T:ClusterManagement.ModuleTests.Help.Samples.GetHelpSampleCommand", "example");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("error HELP005: Get-HelpSample: the class has 1 of at least 2 <example> elements", run.Error);
    }

    private async Task<ProgramRun> RunWithoutAsync(string member, string element)
    {
        var document = XDocument.Load(HelpGenerator.SampleXml, LoadOptions.PreserveWhitespace);
        document.Descendants("member").Single(candidate => candidate.Attribute("name")?.Value == member).Element(element)!.Remove();
        var xml = _folder.Write("doctored.xml", document.ToString(SaveOptions.DisableFormatting));
        var pages = Path.Combine(_folder.Path, "pages");
        return await HelpGenerator.RunAsync("--assembly", HelpGenerator.SampleAssembly, "--xml", xml, "--markdown", pages);
    }
}
