namespace ClusterManagement.Engine.Containers;

/// <summary>What has to be sent to Proxmox for a container to be as it should be.</summary>
/// <param name="Set">The options with their new values, by their names in the API.</param>
/// <param name="Delete">The options to take away.</param>
/// <param name="GrowTo">The root disk's new size in GiB, when it has to grow.</param>
internal sealed record ConfigDifference(IReadOnlyDictionary<string, string> Set, IReadOnlyList<string> Delete, int? GrowTo)
{
    /// <summary>True when there is nothing to send.</summary>
    public bool IsEmpty => HasNoOptions && GrowTo is null;

    /// <summary>True when no option changes.</summary>
    public bool HasNoOptions => Set.Count + Delete.Count == 0;

    /// <summary>The names of the options, for people. Values are left out, since those of environment variables may be secrets.</summary>
    public string Names => string.Join(", ", Set.Keys.Concat(Delete).Order(StringComparer.Ordinal));
}
