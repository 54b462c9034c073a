using System.Management.Automation;
using ClusterManagement.ModuleTests.Help;
using ClusterManagement.ModuleTests.Sessions;

namespace ClusterManagement.ModuleTests.Conventions;

/// <summary>The help that ships with the module.</summary>
public sealed class HelpConventionTests : IDisposable
{
    private static readonly string[] CommonSwitches = ["WhatIf", "Confirm"];

    private readonly ModuleSession _session = new(isConnected: false);

    public void Dispose() => _session.Dispose();

    [Fact]
    public void Every_cmdlet_has_a_synopsis_a_description_and_two_examples() => Assert.All(Names(), name =>
    {
        var help = _session.Invoke("Get-Help $name -Full", new { name }).Single;
        Assert.False(help.Text("Synopsis")!.Contains(name, StringComparison.OrdinalIgnoreCase), $"{name}: the synopsis is only its syntax.");
        Assert.NotEmpty(help.Texts("description", "Text"));
        var code = help.Texts("examples", "example", "code");
        Assert.True(code.Count >= 2, $"{name} has {code.Count} examples.");
        Assert.All(code, text => Assert.Empty(Parse(text)));
        Assert.True(help.Texts("examples", "example", "remarks", "Text").Count(text => text.Length > 0) >= code.Count, $"{name} has an example without a remark.");
    });

    [Fact]
    public void Every_parameter_is_described() => Assert.All(
        _session.Invoke("Get-Command -Module ClusterManagement").Objects.Select(item => (CmdletInfo)item.BaseObject),
        cmdlet =>
        {
            var own = cmdlet.Parameters.Keys.Where(name => !Cmdlet.CommonParameters.Contains(name) || CommonSwitches.Contains(name));
            Assert.All(own, parameter =>
            {
                var help = _session.Invoke("Get-Help $name -Parameter $parameter", new { name = cmdlet.Name, parameter }).Single;
                Assert.NotEmpty(string.Concat(help.Texts("description", "Text")));
            });
        });

    [Fact]
    public void Examples_call_only_what_exists_with_parameters_that_exist()
    {
        var cmdlets = _session.Invoke("Get-Command -Module ClusterManagement").Objects.Select(item => (CmdletInfo)item.BaseObject)
            .ToDictionary(cmdlet => cmdlet.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var name in cmdlets.Keys)
        {
            foreach (var text in _session.Invoke("Get-Help $name -Full", new { name }).Single.Texts("examples", "example", "code"))
            {
                var calls = System.Management.Automation.Language.Parser.ParseInput(text, out _, out _)
                    .FindAll(node => node is System.Management.Automation.Language.CommandAst, searchNestedScriptBlocks: true)
                    .Cast<System.Management.Automation.Language.CommandAst>();
                foreach (var call in calls)
                {
                    if (call.GetCommandName() is not { } command || !command.Contains("Cluster", StringComparison.Ordinal)) continue;
                    Assert.True(cmdlets.TryGetValue(command, out var cmdlet), $"{name}: an example calls {command}, which does not exist.");
                    Assert.All(
                        call.CommandElements.OfType<System.Management.Automation.Language.CommandParameterAst>(),
                        parameter => Assert.NotNull(cmdlet.ResolveParameter(parameter.ParameterName)));
                }
            }
        }
    }

    [Fact]
    public void The_topic_about_the_module_is_found()
    {
        var text = string.Join('\n', _session.Invoke("Get-Help about_ClusterManagement").Succeeded().Objects);

        Assert.Contains("New-ClusterContainer", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_topic_about_the_module_lists_every_error_id()
    {
        var text = string.Join('\n', _session.Invoke("Get-Help about_ClusterManagement").Succeeded().Objects);
        var ids = _session.Invoke("[ClusterManagement.ErrorIds].GetFields().GetRawConstantValue()").Succeeded().Objects;

        Assert.NotEmpty(ids);
        Assert.All(ids, id => Assert.Matches($@"(?m)^ +{id}  ", text));
    }

    [Fact]
    public async Task The_committed_pages_are_those_of_the_build()
    {
        var source = Path.Combine(Repository.Root, "src", "ClusterManagement", "bin");
        var output = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        var folder = Path.Combine(source, output.Parent!.Name, output.Name);

        var run = await HelpGenerator.RunAsync(
            "--assembly", Path.Combine(folder, "ClusterManagement.dll"),
            "--xml", Path.Combine(folder, "ClusterManagement.xml"),
            "--xml", Path.Combine(folder, "ClusterManagement.Abstractions.xml"),
            "--markdown", Path.Combine(Repository.Root, "docs", "cmdlets"),
            "--maml", Path.Combine(Repository.Root, "en-US"),
            "--check");

        Assert.Equal((string.Empty, 0), (run.Error, run.ExitCode));
    }

    private static System.Management.Automation.Language.ParseError[] Parse(string text)
    {
        System.Management.Automation.Language.Parser.ParseInput(text, out _, out var errors);
        return errors;
    }

    private IEnumerable<string> Names() => _session.Invoke("Get-Command -Module ClusterManagement").Succeeded().Objects.Select(item => item.ToString());
}
