namespace ClusterManagement.Engine.Placement;

/// <summary>What a container takes from a node.</summary>
/// <param name="Node">The node.</param>
/// <param name="Storage">The storage of its root disk.</param>
/// <param name="MemoryBytes">Its memory.</param>
/// <param name="DiskBytes">Its root disk.</param>
internal readonly record struct Need(string Node, string Storage, long MemoryBytes, long DiskBytes)
{
    /// <summary>What a draft takes.</summary>
    /// <param name="draft">The draft.</param>
    /// <param name="node">The node.</param>
    /// <param name="storage">The storage.</param>
    public static Need Of(ContainerDraft draft, string node, string storage) => new(node, storage, Memory(draft), Disk(draft));

    /// <summary>A draft's memory in bytes.</summary>
    /// <param name="draft">The draft.</param>
    public static long Memory(ContainerDraft draft) => (long)draft.Memory << 20;

    /// <summary>The size of a draft's root disk in bytes.</summary>
    /// <param name="draft">The draft.</param>
    public static long Disk(ContainerDraft draft) => (long)draft.Disk << 30;
}
