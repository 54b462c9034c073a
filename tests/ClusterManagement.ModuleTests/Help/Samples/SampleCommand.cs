using System.Management.Automation;

namespace ClusterManagement.ModuleTests.Help.Samples;

/// <summary>What the sample cmdlets share.</summary>
public abstract class SampleCommand : PSCmdlet
{
    /// <summary>The database, documented at the base class.</summary>
    [Parameter]
    public string? Database { get; set; }
}
