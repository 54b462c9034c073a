using System.Management.Automation;
using System.Security;

namespace ClusterManagement.Commands;

/// <summary>Makes LXC containers, each with an address, a MAC address and a CTID that nobody else has.</summary>
/// <remarks>
/// <para>The container's row, address, MAC address and CTID are reserved in one transaction; then it is made on Proxmox. If a step
/// fails or Ctrl+C is pressed, the steps before it are undone and nothing is left on either side. A process that dies in the middle
/// leaves a row with the status Creating, which <c>Repair-ClusterContainer</c> finishes or undoes.</para>
/// <para>Containers from the pipeline are made at once, <c>-ThrottleLimit</c> of them, and come out in the order in which they are done.
/// They take their addresses in the order in which they came in.</para>
/// <para>Without <c>-Node</c> a node of the site is chosen that is online, has the template, a storage with room and the memory;
/// <c>-Verbose</c> says why, node by node. With <c>-IfNotExists</c> a script can run twice: what is there already is compared in what
/// the command gives, and returned or refused.</para>
/// <para>The address is the lowest free one of the site's range, set statically in the container. With <c>-Dhcp</c> the container asks
/// a DHCP server, where a reservation for its MAC address gives it the same one.</para>
/// <para>In place of a template, <c>-Backup</c> takes a backup and <c>-Clone</c> another container of the site. The new one has a host
/// name, an address and a MAC address of its own; resources that are not given are those of the original.</para>
/// <para>An image that was pulled from a registry is a template too; <c>-Environment</c> and <c>-Entrypoint</c> set its variables and its
/// first process. They need Proxmox VE 9.1.</para>
/// <para>Containers are unprivileged unless <c>-Privileged</c> is given.</para>
/// </remarks>
/// <example>
/// <summary>Make and start a container</summary>
/// <code>New-ClusterContainer web1 -Node pve1 -Template debian-12 -Start</code>
/// <para>Takes the newest template whose file name starts with debian-12.</para>
/// </example>
/// <example>
/// <summary>Make a container and its services in one pipeline</summary>
/// <code>New-ClusterContainer web2 -Node pve1 -Template debian-12 -Cores 2 -Memory 2048 -Disk 16 -Start |
///     Add-HttpService -Port 8080 -Hostname app -Domain example.com -PassThru |
///     Add-TransportService -Protocol Tcp -Port 22</code>
/// <para>Emits the last service.</para>
/// </example>
/// <example>
/// <summary>Make the containers of a table</summary>
/// <code>Import-Csv ./containers.csv | New-ClusterContainer -Template debian-12 -Start</code>
/// <para>The columns are named like the parameters, such as Name, Node and Memory.</para>
/// </example>
/// <example>
/// <summary>Try a change on a copy made from a backup</summary>
/// <code>Backup-ClusterContainer web1 | New-ClusterContainer web1-test -Start</code>
/// <para>web1 goes on running; web1-test has the same disk and another address.</para>
/// </example>
/// <example>
/// <summary>Copy a template container</summary>
/// <code>New-ClusterContainer web3 -Node pve1 -Clone golden -Memory 2048 -Start</code>
/// <para>The copy's disk builds on that of golden, unless <c>-Full</c> is given.</para>
/// </example>
/// <example>
/// <summary>Run an image of a registry</summary>
/// <code>Save-ClusterTemplate -Reference docker.io/library/nginx:alpine -Node pve1 |
///     New-ClusterContainer proxy -Environment @{ NGINX_PORT = 8080 } -Start</code>
/// <para>Pulls the image if it is not there, and makes a container of it.</para>
/// </example>
/// <example>
/// <summary>Let the nodes of a site be chosen, and run it as often as you like</summary>
/// <code>1..20 | ForEach-Object { "worker$_" } |
///     New-ClusterContainer -Site dc1 -Template debian-12 -Memory 2048 -Start -IfNotExists -ThrottleLimit 8</code>
/// <para>Spreads the containers over the nodes that fit. The second run makes nothing, and starts what was stopped.</para>
/// </example>
/// <seealso cref="GetClusterContainerCommand"/>
/// <seealso cref="RemoveClusterContainerCommand"/>
/// <seealso cref="AddHttpServiceCommand"/>
[Cmdlet(VerbsCommon.New, "ClusterContainer", SupportsShouldProcess = true)]
[OutputType(typeof(Container))]
public sealed partial class NewClusterContainerCommand : ParallelCmdlet
{
    private static readonly ContainerDraft Defaults = new() { Name = string.Empty };

    private IContainerBatch? _batch;

    /// <summary>The display name. In lower case it is the host name too, unless <c>-Hostname</c> gives another.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [NameTransformation]
    public string Name { get; set; } = string.Empty;

    /// <summary>The node: a name, a number or an object. Without it, a node of the site is chosen that fits.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [IdentityTransformation<NodeIdentity>]
    [ArgumentCompleter(typeof(NodeCompleter))]
    public NodeIdentity? Node { get; set; }

    /// <summary>The site whose nodes are chosen from: a name, a number or an object. Not needed when there is but one.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [IdentityTransformation<SiteIdentity>]
    [ArgumentCompleter(typeof(SiteCompleter))]
    public SiteIdentity? Site { get; set; }

    /// <summary>Which of the nodes that fit is chosen: the one with the most memory promised to nobody (Spread), or the one with the least that suffices (Pack).</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [PSDefaultValue(Help = "Spread")]
    public PlacementRule PlacementRule { get; set; }

    /// <summary>The template: how its file name starts, such as <c>debian-12</c>, or a volume id. Needed unless <c>-NoProvision</c> is given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(TemplateCompleter))]
    public string? Template { get; set; }

    /// <summary>The host name, unique everywhere: letters, digits and hyphens.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Hostname { get; set; }

    /// <summary>CPU cores.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [PSDefaultValue(Help = "1")]
    public int Cores { get; set; } = Defaults.Cores;

    /// <summary>Memory in MiB.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [PSDefaultValue(Help = "512")]
    public int Memory { get; set; } = Defaults.Memory;

    /// <summary>Swap in MiB.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [PSDefaultValue(Help = "512")]
    public int Swap { get; set; } = Defaults.Swap;

    /// <summary>The root disk's size in GiB.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [PSDefaultValue(Help = "8")]
    public int Disk { get; set; } = Defaults.Disk;

    /// <summary>The storage for the root disk. Without it, the first one of the node that takes root disks and has room.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Storage { get; set; }

    /// <summary>The bridge the network interface is attached to.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [PSDefaultValue(Help = "vmbr0")]
    public string Bridge { get; set; } = Defaults.Bridge;

    /// <summary>The address, when it should not be the lowest free one of the site's range.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Ipv4Address { get; set; }

    /// <summary>Lets the container get its address by DHCP.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public SwitchParameter Dhcp { get; set; }

    /// <summary>The MAC address, when it should not be a random one under Proxmox's prefix BC:24:11.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? MacAddress { get; set; }

    /// <summary>The id on Proxmox (CTID), when it should not be the next free one.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("VMId", "CTID")]
    public int? ContainerId { get; set; }

    /// <summary>OpenSSH public keys that may log in as root, one per line.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? SshPublicKey { get; set; }

    /// <summary>The password of root in the container, 5 characters or more. It is sent to Proxmox and not stored.</summary>
    [Parameter]
    public SecureString? Password { get; set; }

    /// <summary>Makes a privileged container: its root is the node's root.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public SwitchParameter Privileged { get; set; }

    /// <summary>Allows containers inside the container, as Docker and systemd want it.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public SwitchParameter Nesting { get; set; }

    /// <summary>Starts the container whenever its node starts.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public SwitchParameter OnBoot { get; set; }

    /// <summary>A description.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Description { get; set; }

    /// <summary>Tags. Proxmox keeps them in lower case, sorted.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string[] Tags { get; set; } = [];

    /// <summary>Starts the container once it is made.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public SwitchParameter Start { get; set; }

    /// <summary>Registers the container only: reserves its address and MAC address, and asks no node.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public SwitchParameter NoProvision { get; set; }

    /// <summary>Takes the container of that host name that exists already, when it is as it is asked for, and fails with the differences when it is not.</summary>
    [Parameter]
    public SwitchParameter IfNotExists { get; set; }

    /// <summary>What becomes of the row when making the container fails. On Proxmox nothing is left in either case.</summary>
    [Parameter]
    [PSDefaultValue(Help = "Remove")]
    public FailureAction OnFailure { get; set; }

    /// <summary>How many seconds one task on Proxmox may take.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    [PSDefaultValue(Help = "600")]
    public int Timeout { get; set; } = (int)Defaults.Timeout.TotalSeconds;

    /// <inheritdoc/>
    protected override void ProcessRecord() => Run(() =>
    {
        var draft = Draft();
        var batch = _batch ??= Session.Containers.BeginBatch();
        var key = (draft.Hostname ?? draft.Name).ToLowerInvariant();
        if (NoProvision)
        {
            // A registration is one transaction: there is nothing to wait for beside it.
            WaitFor(key);
            WriteResult(Wait(batch.CreateAsync(draft, Context)));
            return;
        }

        Begin(key, context => batch.CreateAsync(draft, context));
    });

    private ContainerDraft Draft() => WithOrigin(new ContainerDraft
    {
        Name = Name,
        Node = Node,
        Site = Site,
        PlacementRule = PlacementRule,
        Template = Given(Template),
        Hostname = Given(Hostname),
        Cores = Cores,
        Memory = Memory,
        Swap = Swap,
        Disk = Disk,
        Storage = Given(Storage),
        Bridge = Bridge,
        Ipv4Address = Given(Ipv4Address),
        Dhcp = Dhcp,
        MacAddress = Given(MacAddress),
        ContainerId = ContainerId,
        SshPublicKey = Given(SshPublicKey),
        Password = Password is null ? null : new SecretText(Password),
        Privileged = Privileged,
        Nesting = Nesting,
        OnBoot = OnBoot,
        Description = Given(Description),
        Tags = Tags ?? [],
        Start = Start,
        NoProvision = NoProvision,
        IfNotExists = IfNotExists,
        Given = MyInvocation.BoundParameters.Where(parameter => parameter.Value is not (null or "" or string[] { Length: 0 })).Select(parameter => parameter.Key).ToHashSet(),
        OnFailure = OnFailure,
        Timeout = TimeSpan.FromSeconds(Timeout),
    });
}
