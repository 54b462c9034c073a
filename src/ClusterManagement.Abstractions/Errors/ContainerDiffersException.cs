namespace ClusterManagement;

/// <summary>A container exists that is not as it was asked for. Error id <c>ContainerDiffers</c>.</summary>
public sealed class ContainerDiffersException : ClusterException
{
    /// <summary>Creates the error.</summary>
    /// <param name="container">The container's host name.</param>
    /// <param name="differences">The differences, one or more.</param>
    public ContainerDiffersException(string container, IReadOnlyList<ContainerDifference> differences)
        : base(
            ErrorIds.ContainerDiffers,
            ClusterErrorKind.AlreadyExists,
            $"Container {container} exists and is not as it was asked for: {string.Join("; ", differences ?? [])}.",
            $"Change it with Set-ClusterContainer {container}, ask for what it is, or remove it first.",
            container) => Differences = differences ?? [];

    /// <summary>The differences, field by field.</summary>
    public IReadOnlyList<ContainerDifference> Differences { get; }
}
