using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Removes containers on Proxmox and in the database, with their services.</summary>
/// <remarks>
/// <para>The container is destroyed on Proxmox first, and only if it carries the mark that this module wrote into its description: what
/// is somebody else's is left alone, whatever its CTID. Then its row goes, and its address, MAC address and ports are free again. A
/// running container is refused unless <c>-Force</c> is given.</para>
/// <para>It also cleans up what an interrupted <c>New-ClusterContainer</c> left.</para>
/// </remarks>
/// <example>
/// <summary>Remove a container</summary>
/// <code>Stop-ClusterContainer web1
/// Remove-ClusterContainer web1</code>
/// <para>Asks, and destroys web1 with its disk.</para>
/// </example>
/// <example>
/// <summary>Remove several, running or not, without being asked</summary>
/// <code>Get-ClusterContainer test-* | Remove-ClusterContainer -Force -Confirm:$false</code>
/// <para>Useful at the end of a test run.</para>
/// </example>
/// <seealso cref="NewClusterContainerCommand"/>
[Cmdlet(VerbsCommon.Remove, "ClusterContainer", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveClusterContainerCommand : ContainerCmdlet
{
    /// <summary>Stops a running container first.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Forgets the registration only; what is on Proxmox stays as it is.</summary>
    [Parameter]
    public SwitchParameter NoProvision { get; set; }

    /// <summary>How many seconds one task on Proxmox may take.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    [PSDefaultValue(Help = "600")]
    public int Timeout { get; set; } = 600;

    /// <inheritdoc/>
    private protected override void Act(ContainerIdentity container)
    {
        var options = new ContainerRemoval { Force = Force, NoProvision = NoProvision, Timeout = TimeSpan.FromSeconds(Timeout) };
        Begin(container, context => Session.Containers.RemoveAsync(container, options, context));
    }
}
