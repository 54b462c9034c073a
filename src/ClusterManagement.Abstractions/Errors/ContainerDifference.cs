namespace ClusterManagement;

/// <summary>A field in which a container that exists is not as it was asked for.</summary>
/// <param name="Field">The parameter that asked for it, such as <c>Memory</c>.</param>
/// <param name="Asked">What was asked for.</param>
/// <param name="Existing">What the container has.</param>
public sealed record ContainerDifference(string Field, string Asked, string Existing)
{
    /// <summary>The difference as a part of a sentence.</summary>
    public override string ToString() => $"{Field} is '{Existing}' and not '{Asked}'";
}
