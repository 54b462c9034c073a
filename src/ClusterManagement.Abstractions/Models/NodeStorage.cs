namespace ClusterManagement;

/// <summary>A storage of a node.</summary>
/// <param name="Name">The storage's id.</param>
/// <param name="Content">What it holds: <c>rootdir</c>, <c>vztmpl</c>, <c>backup</c> and others.</param>
/// <param name="Free">Free bytes.</param>
/// <param name="Total">Size in bytes.</param>
public sealed record NodeStorage(string Name, IReadOnlyList<string> Content, long Free, long Total)
{
    /// <summary>The storage's id.</summary>
    public override string ToString() => Name;
}
