namespace ClusterManagement;

/// <summary>
/// Containers that are made together, at once or one after the other. The cluster is looked at once for all of them, and they reserve
/// in the order in which they were asked for.
/// </summary>
public interface IContainerBatch
{
    /// <inheritdoc cref="IContainerService.CreateAsync"/>
    Task<Container?> CreateAsync(ContainerDraft draft, IOperationContext context);
}
