using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Moves containers to another node of their cluster.</summary>
/// <remarks>
/// <para>A container cannot move while it runs: one that does is shut down, moved and started on the other node. It keeps its address, its
/// MAC address, its CTID and its services. Disks on local storage are copied to the storage of the same name there, or to
/// <c>-TargetStorage</c>.</para>
/// <para>Whether the node is online, has the storage and the room is looked at first, so that nothing is shut down in vain. The registration
/// follows once the move has ended; if it ends badly, the container is looked for, and recorded where it is.</para>
/// </remarks>
/// <example>
/// <summary>Move a container</summary>
/// <code>Move-ClusterContainer web1 -Node pve2</code>
/// <para>web1 is away for as long as its restart and its disk take.</para>
/// </example>
/// <example>
/// <summary>Empty a node before its maintenance</summary>
/// <code>Get-ClusterContainer -Node pve1 | Move-ClusterContainer -Node pve2 -PassThru</code>
/// <para>Moves one after the other, and shows each.</para>
/// </example>
/// <seealso cref="GetClusterContainerCommand"/>
/// <seealso cref="StopClusterContainerCommand"/>
[Cmdlet(VerbsCommon.Move, "ClusterContainer", SupportsShouldProcess = true)]
[OutputType(typeof(Container))]
public sealed class MoveClusterContainerCommand : ContainerCmdlet
{
    /// <summary>The node to go to: a name, a number or an object.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [IdentityTransformation<NodeIdentity>]
    [ArgumentCompleter(typeof(NodeCompleter))]
    public NodeIdentity Node { get; set; } = null!;

    /// <summary>The storage for its disks on the other node, when it should not be the one of the same name.</summary>
    [Parameter]
    public string? TargetStorage { get; set; }

    /// <summary>How many seconds a running container may take to shut down. The move itself has an hour.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    [PSDefaultValue(Help = "180")]
    public int Timeout { get; set; } = 180;

    /// <summary>Emits the changed object; without it the command is silent.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    private protected override void Act(ContainerIdentity identity)
    {
        var move = new ContainerMove { Node = Node, TargetStorage = Given(TargetStorage), ShutdownTimeout = TimeSpan.FromSeconds(Timeout) };
        WriteResult(Wait(Session.Containers.MoveAsync(identity, move, Context)), PassThru);
    }
}
