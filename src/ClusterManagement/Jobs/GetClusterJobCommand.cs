using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Lists jobs with their steps, newest first.</summary>
/// <remarks>
/// <para>Whatever takes time on Proxmox is a job: its steps are written as they happen, so that a command that failed or was
/// interrupted can be understood later. Jobs of a container outlive the container.</para>
/// </remarks>
/// <example>
/// <summary>What happened to a container?</summary>
/// <code>(Get-ClusterJob -Container web1 -First 1).Statuses</code>
/// <para>Shows the steps of the last job that worked on web1.</para>
/// </example>
/// <example>
/// <summary>List what failed</summary>
/// <code>Get-ClusterJob -Status Failure</code>
/// <para>Shows each failed job with its last message.</para>
/// </example>
/// <seealso cref="NewClusterContainerCommand"/>
[Cmdlet(VerbsCommon.Get, "ClusterJob", DefaultParameterSetName = "Filter")]
[OutputType(typeof(Job))]
public sealed class GetClusterJobCommand : ClusterCmdlet
{
    /// <summary>The jobs with these numbers.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "ById")]
    public int[] Id { get; set; } = [];

    /// <summary>Only jobs that worked on this container: a host name or an object. The container need not exist any more.</summary>
    [Parameter(ParameterSetName = "Filter")]
    [IdentityTransformation<ContainerIdentity>]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public ContainerIdentity? Container { get; set; }

    /// <summary>Only jobs in one of these states.</summary>
    [Parameter(ParameterSetName = "Filter")]
    public JobState[] Status { get; set; } = [];

    /// <summary>At most this many.</summary>
    [Parameter(ParameterSetName = "Filter")]
    [ValidateRange(1, int.MaxValue)]
    public int? First { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == "Filter")
        {
            Run(() => Write(new JobFilter { Container = Container, Status = Status ?? [], First = First }));
            return;
        }

        foreach (var id in Id)
        {
            Run(() =>
            {
                if (Write(new JobFilter { Id = id }) == 0) throw new ObjectNotFoundException(Nouns.Job, $"{id}");
            });
        }
    }

    private int Write(JobFilter filter) => WriteAll(Session.Jobs.FindAsync(filter, Context.CancellationToken));
}
