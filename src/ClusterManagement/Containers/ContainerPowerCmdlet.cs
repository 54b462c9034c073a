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

    /// <summary>Emits the changed object; without it the command is silent.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>What to do.</summary>
    private protected abstract PowerRequest Request { get; }

    /// <inheritdoc/>
    private protected override void Act(ContainerIdentity container)
    {
        var request = Request;
        Begin(container, context => Session.Containers.PowerAsync(container, request, context), PassThru);
    }
}
