using System.Collections;
using System.Management.Automation;

namespace ClusterManagement.Commands;

// What a container is made from when it is no template, and what runs in it.
public sealed partial class NewClusterContainerCommand
{
    /// <summary>A backup to make it from, in place of a template: a volume id, or the object of Backup-ClusterContainer.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("VolumeId")]
    public string? Backup { get; set; }

    /// <summary>A container of the site to copy, in place of a template: a name, a CTID or an object. It must not run.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [IdentityTransformation<ContainerIdentity>]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public ContainerIdentity? Clone { get; set; }

    /// <summary>Copies the disks of a template container; without it the copy's disks build on them. Others are always copied in full. Only along with <c>-Clone</c>.</summary>
    [Parameter]
    public SwitchParameter Full { get; set; }

    /// <summary>Environment variables of its first process, as a hash table. Needs Proxmox VE 9.1.</summary>
    [Parameter]
    public IDictionary? Environment { get; set; }

    /// <summary>The command that runs as its first process, in place of the image's or the system's. Needs Proxmox VE 9.1.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Entrypoint { get; set; }

    private ContainerDraft WithOrigin(ContainerDraft draft)
    {
        if (Full && Clone is null) throw new InvalidValueException(nameof(Full), true, "left out without -Clone, whose disks it copies");
        return draft with
        {
            Environment = EnvironmentTable.Read(Environment),
            Entrypoint = Given(Entrypoint),
            Origin = Given(Backup) is null && Clone is null
                ? null
                : new ContainerOrigin
                {
                    Backup = Given(Backup),
                    Container = Clone,
                    Full = Full,
                    Cores = Bound(nameof(Cores), Cores),
                    Memory = Bound(nameof(Memory), Memory),
                    Swap = Bound(nameof(Swap), Swap),
                    Disk = Bound(nameof(Disk), Disk),
                    Bridge = Bound(nameof(Bridge), Bridge),
                    Privileged = Bound<bool>(nameof(Privileged), Privileged),
                },
        };
    }
}
