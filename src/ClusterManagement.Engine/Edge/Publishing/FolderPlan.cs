using ClusterManagement.Engine.Edge.Rendering;

namespace ClusterManagement.Engine.Edge.Publishing;

/// <summary>What has to be done in a folder.</summary>
/// <param name="Former">What it held; null when this module wrote nothing there.</param>
/// <param name="Writes">The files to write.</param>
/// <param name="Removals">The files to remove, with the hash of what was written; null for one that may be there in part.</param>
internal sealed record FolderPlan(
    EdgeManifest? Former, IReadOnlyList<(EdgeFile File, FileChange Change)> Writes, IReadOnlyList<(string Name, string? Hash)> Removals)
{
    /// <summary>True when there is nothing to do.</summary>
    public bool IsEmpty => Writes.Count + Removals.Count == 0;
}
