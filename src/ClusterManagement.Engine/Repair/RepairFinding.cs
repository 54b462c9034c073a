namespace ClusterManagement.Engine.Repair;

/// <summary>Something that was left, with what is done about it.</summary>
/// <param name="found">What was found.</param>
/// <param name="action">What would be done; null for nothing.</param>
/// <param name="repair">Does it.</param>
/// <param name="isDestructive">True when a container that nothing here knows would be destroyed.</param>
internal sealed class RepairFinding(RepairResult found, string? action, Func<IOperationContext, Task<RepairResult>>? repair, bool isDestructive = false)
    : IRepairFinding
{
    /// <inheritdoc/>
    public RepairResult Found => found;

    /// <inheritdoc/>
    public string? Action => action;

    /// <inheritdoc/>
    public bool IsDestructive => isDestructive;

    /// <inheritdoc/>
    public Task<RepairResult> RepairAsync(IOperationContext context) => repair is null ? Task.FromResult(found) : repair(context);
}
