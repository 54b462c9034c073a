namespace ClusterManagement.Engine.Edge.Rendering;

/// <summary>A rendered file.</summary>
/// <param name="Name">Its path below the edge's folder, with slashes.</param>
/// <param name="Content">Its bytes.</param>
/// <param name="IsSecret">True for a file that only its owner may read.</param>
internal sealed record EdgeFile(string Name, ReadOnlyMemory<byte> Content, bool IsSecret);
