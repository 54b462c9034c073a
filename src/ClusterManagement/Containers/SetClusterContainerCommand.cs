using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Changes containers.</summary>
/// <remarks>
/// <para>Only the fields that are given change; on Proxmox first, where the container exists there, then in the database. A change of a
/// running container may take effect with its next start.</para>
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
/// <seealso cref="GetClusterContainerCommand"/>
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
        };
        Begin(container, context => Session.Containers.UpdateAsync(container, changes, context), PassThru);
    }
}
