using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace ClusterManagement.ModuleTests.Help;

/// <summary>The sample's help, generated beside the assembly, and a runspace that has the sample imported.</summary>
public sealed class GeneratedHelp : IAsyncLifetime
{
    private Runspace? _runspace;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        var run = await HelpGenerator.RunOnSampleAsync("--maml", Path.Combine(AppContext.BaseDirectory, "en-US"));
        Assert.Empty(run.Error);
        _runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        _runspace.Open();
        Invoke("Import-Module", new { Name = HelpGenerator.SampleAssembly });
    }

    /// <summary>Asks Get-Help.</summary>
    public PSObject GetHelp(string name) => Assert.Single(Invoke("Get-Help", new { Name = name, Full = true }));

    /// <summary>Asks Get-Help for one parameter.</summary>
    public PSObject GetParameterHelp(string name, string parameter) =>
        Assert.Single(Invoke("Get-Help", new { Name = name, Parameter = parameter }));

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _runspace?.Dispose();
        return ValueTask.CompletedTask;
    }

    private List<PSObject> Invoke(string command, object parameters)
    {
        using var shell = PowerShell.Create(_runspace!);
        shell.AddCommand(command).AddParameter("ErrorAction", ActionPreference.Stop);
        foreach (var parameter in parameters.GetType().GetProperties())
            shell.AddParameter(parameter.Name, parameter.GetValue(parameters));
        return [.. shell.Invoke()];
    }
}
