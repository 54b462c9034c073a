using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Base of the cmdlets that act on services.</summary>
public abstract class ServiceCmdlet : IdentityCmdlet<ServiceIdentity>
{
    /// <summary>The services: numbers or objects.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Id")]
    [IdentityTransformation<ServiceIdentity>]
    public ServiceIdentity[] Service { get; set; } = [];

    /// <inheritdoc/>
    private protected sealed override ServiceIdentity[] Identities => Service;
}
