using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Lists containers with their addresses, states and services.</summary>
/// <remarks>
/// <para>Containers come from the database, with the state that was last recorded; Proxmox is not asked. They are ordered by site, node
/// and host name, and come one by one as they are read.</para>
/// <para>With <c>-Live</c> Proxmox is asked, once per cluster: the state is the present one, and the property Live has uptime, processor
/// load and memory, which Proxmox measures every ten seconds. Nothing is recorded. The containers of a node that does not answer are
/// shown as they were recorded, with a warning.</para>
/// </remarks>
/// <example>
/// <summary>List all containers</summary>
/// <code>Get-ClusterContainer</code>
/// <para>Shows the containers grouped by node.</para>
/// </example>
/// <example>
/// <summary>Stop what runs on a node</summary>
/// <code>Get-ClusterContainer -Node pve1 -Status Running | Stop-ClusterContainer</code>
/// <para>Shuts the containers of pve1 down, one after the other.</para>
/// </example>
/// <example>
/// <summary>See what uses the most memory</summary>
/// <code>Get-ClusterContainer -Live | Sort-Object { $_.Live.MemoryUsed } -Descending | Select-Object -First 5</code>
/// <para>Asks Proxmox once.</para>
/// </example>
/// <seealso cref="NewClusterContainerCommand"/>
/// <seealso cref="GetClusterServiceCommand"/>
[Cmdlet(VerbsCommon.Get, "ClusterContainer", DefaultParameterSetName = "ByName")]
[OutputType(typeof(Container))]
public sealed class GetClusterContainerCommand : ClusterCmdlet
{
    private ILiveContainers? _live;

    /// <summary>Host names, display names and patterns of containers.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ParameterSetName = "ByName")]
    [Alias("Container", "Hostname")]
    [NameTransformation]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public string[]? Name { get; set; }

    /// <summary>Only the containers on this node: a name, a number or an object.</summary>
    [Parameter(ParameterSetName = "ByName")]
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "ByNode")]
    [IdentityTransformation<NodeIdentity>]
    [ArgumentCompleter(typeof(NodeCompleter))]
    public NodeIdentity? Node { get; set; }

    /// <summary>Only the containers of this site: a name, a number or an object.</summary>
    [Parameter(ParameterSetName = "ByName")]
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "BySite")]
    [IdentityTransformation<SiteIdentity>]
    [ArgumentCompleter(typeof(SiteCompleter))]
    public SiteIdentity? Site { get; set; }

    /// <summary>Only the containers in one of these states.</summary>
    [Parameter]
    public ContainerStatus[] Status { get; set; } = [];

    /// <summary>Asks Proxmox for the present state, uptime, processor load and memory.</summary>
    [Parameter]
    public SwitchParameter Live { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => WriteNamed(Nouns.Container, Name, Find, Site, Node);

    // The same object under a name of its own has a view of its own.
    private static PSObject WithLiveView(Container container)
    {
        var item = new PSObject(container);
        item.TypeNames.Insert(0, $"{typeof(Container).FullName}#Live");
        return item;
    }

    private IAsyncEnumerable<object> Find(NameFilter name)
    {
        var filter = new ContainerFilter { Name = name, Node = Node, Site = Site, Status = Status ?? [] };
        return Live
            ? (_live ??= Session.Containers.ReadLive(Context)).FindAsync(filter).Select(object (container) => WithLiveView(container))
            : Session.Containers.FindAsync(filter, Context.CancellationToken);
    }
}
