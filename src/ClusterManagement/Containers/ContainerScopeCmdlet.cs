using System.Management.Automation;
using System.Management.Automation.Host;

namespace ClusterManagement.Commands;

/// <summary>
/// Base of the cmdlets that go through everything, a site or some containers at once. What comes down the pipeline is
/// gathered first, so that each cluster is asked once.
/// </summary>
public abstract class ContainerScopeCmdlet : ClusterCmdlet
{
    private readonly List<ContainerIdentity> _containers = [];
    private bool _isWarned;
    private bool _isYesToAll;
    private bool _isNoToAll;

    /// <summary>Only these containers: host names, display names, patterns, CTIDs (as numbers) or objects.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name", "Hostname")]
    [SupportsWildcards]
    [IdentityTransformation<ContainerIdentity>]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public ContainerIdentity[]? Container { get; set; }

    /// <summary>Only this site: a name, a number or an object. All sites without it.</summary>
    [Parameter]
    [IdentityTransformation<SiteIdentity>]
    [ArgumentCompleter(typeof(SiteCompleter))]
    public SiteIdentity? Site { get; set; }

    /// <summary>Does it. An error of this module ends it.</summary>
    /// <param name="filter">Where.</param>
    private protected abstract void Act(DriftFilter filter);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Container is null) return;
        ForEach(Container, FindContainers, identity => _containers.Add(new ContainerIdentity(Wait(Session.Containers.GetAsync(identity, Context.CancellationToken)))));
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        // Names that nothing has are no reason to go through everything.
        if (IsBound(nameof(Container)) && _containers.Count == 0) return;
        Run(() => Act(new DriftFilter { Site = Site, Containers = _containers }));
    }

    /// <summary>Asks a question that <c>-Force</c> answers beforehand; where nobody can be asked, the answer is no.</summary>
    /// <param name="question">The question.</param>
    /// <param name="caption">What it is about.</param>
    /// <param name="unasked">What to say when nobody can be asked.</param>
    private protected bool Ask(string question, string caption, string unasked)
    {
        try
        {
            return ShouldContinue(question, caption, ref _isYesToAll, ref _isNoToAll);
        }
        catch (Exception exception) when (exception is HostException or PSInvalidOperationException)
        {
            if (!_isWarned) WriteWarning(unasked);
            _isWarned = true;
            return false;
        }
    }
}
