using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Base of the cmdlets that add a service to containers.</summary>
public abstract class AddServiceCmdlet : ClusterCmdlet
{
    /// <summary>The containers: names, CTIDs (as numbers) or objects.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [IdentityTransformation<ContainerIdentity>]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public ContainerIdentity[] Container { get; set; } = [];

    /// <summary>The port inside the container.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ContainerPort")]
    public int Port { get; set; }

    /// <summary>Emits the container in place of the service, so that calls chain.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Adds the service.</summary>
    /// <param name="container">The container.</param>
    private protected abstract Task<Service?> AddAsync(ContainerIdentity container);

    /// <summary>Adds a service and hands it on under the base's type.</summary>
    /// <typeparam name="TService">The kind of service.</typeparam>
    /// <param name="adding">The addition.</param>
    private protected static async Task<Service?> AsService<TService>(Task<TService?> adding)
        where TService : Service => await adding;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var container in Container)
        {
            Run(() =>
            {
                var service = Wait(AddAsync(container));
                if (!PassThru) WriteResult(service);
                else WriteObject(Complete(container, service));
            });
        }
    }

    private Container Complete(ContainerIdentity container, Service? service)
    {
        if (container.Model is null) return Wait(Session.Containers.GetAsync(container, Context.CancellationToken));
        return service is null ? container.Model : container.Model with { Services = [.. container.Model.Services, service] };
    }
}
