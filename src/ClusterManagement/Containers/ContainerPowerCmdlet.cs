using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Base of the cmdlets that start, stop and restart containers.</summary>
public abstract class ContainerPowerCmdlet : ContainerCmdlet
{
    /// <summary>How many seconds it may take.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    [PSDefaultValue(Help = "60")]
    public int Timeout { get; set; } = 60;

    /// <summary>What to do.</summary>
    private protected abstract PowerRequest Request { get; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => ForEachContainer(
        container => WritePassThru(Wait(Session.Containers.PowerAsync(container, Request, Context))));
}
