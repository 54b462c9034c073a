using System.Globalization;
using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>
/// Base of the cmdlets that act on containers, several at once. A cmdlet says in <see cref="Act"/> what to begin for one of them:
/// <c>Begin(container, context =&gt; Session.Containers.PowerAsync(container, request, context), PassThru)</c>.
/// </summary>
public abstract class ContainerCmdlet : ParallelCmdlet
{
    /// <summary>The containers: host names, display names, patterns, CTIDs (as numbers) or objects.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name", "Hostname")]
    [SupportsWildcards]
    [IdentityTransformation<ContainerIdentity>]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public ContainerIdentity[] Container { get; set; } = [];

    /// <summary>Begins what is to be done to one container. An error of this module ends the work on that container alone.</summary>
    /// <param name="container">The container.</param>
    private protected abstract void Act(ContainerIdentity container);

    /// <inheritdoc/>
    protected override void ProcessRecord() => ForEach(Container, FindContainers, Act);

    /// <summary>Begins work on a container; it runs beside that on others.</summary>
    /// <typeparam name="T">What the work returns.</typeparam>
    /// <param name="container">The container.</param>
    /// <param name="work">The work. It runs on other threads, and reads parameters only before it asks for approval.</param>
    /// <param name="isWanted">False where the caller did not ask for what the work returns, as without <c>-PassThru</c>.</param>
    private protected void Begin<T>(ContainerIdentity container, Func<IOperationContext, Task<T>> work, bool isWanted = true) =>
        Begin(Key(container), work, isWanted);

    /// <summary>Begins work on a container that returns nothing.</summary>
    /// <param name="container">The container.</param>
    /// <param name="work">The work. It runs on other threads, and reads parameters only before it asks for approval.</param>
    private protected void Begin(ContainerIdentity container, Func<IOperationContext, Task> work) => Begin<object?>(
        Key(container),
        async context =>
        {
            await work(context);
            return null;
        });

    // A container has many names, and its row one key.
    private string Key(ContainerIdentity container) =>
        (container.Id ?? Wait(Session.Containers.ResolveAsync(container, Context.CancellationToken))).ToString(CultureInfo.InvariantCulture);
}
