namespace ClusterManagement;

/// <summary>Something that a crash left, and what can be done about it.</summary>
public interface IRepairFinding
{
    /// <summary>What was found.</summary>
    RepairResult Found { get; }

    /// <summary>What would be done, for example <c>Finish or undo</c>; null when there is nothing to do.</summary>
    string? Action { get; }

    /// <summary>True when a container that nothing here knows would be destroyed.</summary>
    bool IsDestructive { get; }

    /// <summary>Does it, unless somebody else has come first.</summary>
    /// <param name="context">The operation's context.</param>
    Task<RepairResult> RepairAsync(IOperationContext context);
}
