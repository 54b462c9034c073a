using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Base of the cmdlets that change objects and are silent unless asked.</summary>
public abstract class ClusterChangeCmdlet : ClusterCmdlet
{
    /// <summary>Emits the changed object; without it the command is silent.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Writes the changed object when it was asked for.</summary>
    /// <param name="result">The object; null after a change that was not approved.</param>
    private protected void WritePassThru(object? result)
    {
        if (PassThru) WriteResult(result);
    }
}
