using System.Collections;
using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Changes containers.</summary>
/// <remarks>
/// <para>Only the fields that are given change; on Proxmox first, where the container exists there, then in the database. What Proxmox has
/// already is not sent again, and a change that somebody else makes at the same moment is not overwritten.</para>
/// <para>Some changes of a running container wait for its next start: a warning names them. With <c>-Restart</c> the container is
/// restarted, if one waits and only then.</para>
/// </remarks>
/// <example>
/// <summary>Give a container more memory</summary>
/// <code>Set-ClusterContainer web1 -Memory 4096</code>
/// <para>Memory is given in MiB.</para>
/// </example>
/// <example>
/// <summary>Tag several containers</summary>
/// <code>Get-ClusterContainer web* | Set-ClusterContainer -Tags web, production -OnBoot</code>
/// <para>The tags replace those the containers had.</para>
/// </example>
/// <example>
/// <summary>Put a container into a VLAN, behind the node's firewall</summary>
/// <code>Set-ClusterContainer web1 -VlanTag 20 -Firewall -Rate 50</code>
/// <para>Its address stays; with <c>-Ipv4Address</c> it gets another one.</para>
/// </example>
/// <example>
/// <summary>Give an application another configuration, at once</summary>
/// <code>Set-ClusterContainer proxy -Environment @{ NGINX_PORT = 9090 } -Restart</code>
/// <para>The variables replace those it had. They need Proxmox VE 9.1.</para>
/// </example>
/// <seealso cref="GetClusterContainerCommand"/>
/// <seealso cref="RestartClusterContainerCommand"/>
[Cmdlet(VerbsCommon.Set, "ClusterContainer", SupportsShouldProcess = true)]
[OutputType(typeof(Container))]
public sealed class SetClusterContainerCommand : ContainerCmdlet
{
    /// <summary>Another display name. The host name stays.</summary>
    [Parameter]
    public string? NewName { get; set; }

    /// <summary>Another host name, unique everywhere.</summary>
    [Parameter]
    public string? NewHostname { get; set; }

    /// <summary>CPU cores.</summary>
    [Parameter]
    public int Cores { get; set; }

    /// <summary>Memory in MiB.</summary>
    [Parameter]
    public int Memory { get; set; }

    /// <summary>Swap in MiB.</summary>
    [Parameter]
    public int Swap { get; set; }

    /// <summary>The root disk's size in GiB. It can only grow.</summary>
    [Parameter]
    public int Disk { get; set; }

    /// <summary>Another description; <c>$null</c> clears it.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    public string? Description { get; set; }

    /// <summary>Other tags; <c>$null</c> clears them.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyCollection]
    public string[]? Tags { get; set; }

    /// <summary>Starts the container whenever its node starts; <c>-OnBoot:$false</c> ends that.</summary>
    [Parameter]
    public SwitchParameter OnBoot { get; set; }

    /// <summary>The bridge its first interface is attached to.</summary>
    [Parameter]
    public string? Bridge { get; set; }

    /// <summary>The VLAN of its first interface, 1 to 4094; 0 takes it out.</summary>
    [Parameter]
    public int VlanTag { get; set; }

    /// <summary>Lets the node's firewall filter its first interface; <c>-Firewall:$false</c> ends that.</summary>
    [Parameter]
    public SwitchParameter Firewall { get; set; }

    /// <summary>The highest rate of its first interface in MB/s; 0 takes the limit away.</summary>
    [Parameter]
    public double Rate { get; set; }

    /// <summary>Another address of the site's subnet that nobody has.</summary>
    [Parameter]
    public string? Ipv4Address { get; set; }

    /// <summary>Lets it get its address by DHCP; <c>-Dhcp:$false</c> sets its address statically.</summary>
    [Parameter]
    public SwitchParameter Dhcp { get; set; }

    /// <summary>The environment variables of its first process, in place of those it has; <c>$null</c> clears them.</summary>
    [Parameter]
    [AllowNull]
    public IDictionary? Environment { get; set; }

    /// <summary>The command that runs as its first process; <c>$null</c> leaves it to the container's system.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    public string? Entrypoint { get; set; }

    /// <summary>Restarts a running container when a change waits for that.</summary>
    [Parameter]
    public SwitchParameter Restart { get; set; }

    /// <summary>
    /// Writes this module's mark into the description of an adopted container, so that <c>Remove-ClusterContainer</c> destroys it on
    /// Proxmox too and no longer only forgets its registration.
    /// </summary>
    [Parameter]
    public SwitchParameter TakeOwnership { get; set; }

    /// <summary>How many seconds a restart may take.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    [PSDefaultValue(Help = "60")]
    public int Timeout { get; set; } = 60;

    /// <summary>Emits the changed object; without it the command is silent.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    private protected override void Act(ContainerIdentity container)
    {
        var changes = new ContainerChanges
        {
            Name = Bound(nameof(NewName), NewName),
            Hostname = Bound(nameof(NewHostname), NewHostname),
            Cores = Bound(nameof(Cores), Cores),
            Memory = Bound(nameof(Memory), Memory),
            Swap = Bound(nameof(Swap), Swap),
            Description = Bound(nameof(Description), Description),
            Tags = Bound(nameof(Tags), Tags),
            OnBoot = Bound<bool>(nameof(OnBoot), OnBoot),
            Disk = Bound(nameof(Disk), Disk),
            Bridge = Bound(nameof(Bridge), Bridge),
            VlanTag = Bound(nameof(VlanTag), VlanTag),
            Firewall = Bound<bool>(nameof(Firewall), Firewall),
            Rate = Bound(nameof(Rate), Rate),
            Ipv4Address = Bound(nameof(Ipv4Address), Ipv4Address),
            Dhcp = Bound<bool>(nameof(Dhcp), Dhcp),
            Environment = Bound(nameof(Environment), EnvironmentTable.Read(Environment)),
            Entrypoint = Bound(nameof(Entrypoint), Entrypoint),
            TakeOwnership = TakeOwnership,
            Restart = Restart,
            Timeout = TimeSpan.FromSeconds(Timeout),
        };
        Begin(container, context => Session.Containers.UpdateAsync(container, changes, context), PassThru);
    }
}
