using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Base of the cmdlets that change services.</summary>
public abstract class SetServiceCmdlet : ServiceCmdlet
{
    /// <summary>Another port inside the container.</summary>
    [Parameter]
    [Alias("ContainerPort")]
    public int Port { get; set; }

    /// <summary>Emits the changed object; without it the command is silent.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Waits for a change and hands on what it gives, when that was asked for.</summary>
    /// <typeparam name="TService">The kind of service.</typeparam>
    /// <param name="change">The change.</param>
    private protected void WriteChanged<TService>(Task<TService?> change)
        where TService : Service => WriteResult(Wait(change), PassThru);
}
