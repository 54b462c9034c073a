namespace ClusterManagement;

/// <summary>How far an operation is.</summary>
/// <param name="Activity">The operation, for example <c>Creating container web1</c>.</param>
/// <param name="Status">The present step.</param>
/// <param name="PercentComplete">0 to 100, or -1 when it is not known.</param>
/// <param name="IsCompleted">True when the operation has ended.</param>
public sealed record OperationProgress(string Activity, string Status, int PercentComplete = -1, bool IsCompleted = false);
