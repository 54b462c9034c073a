using ClusterManagement.Providers.Proxmox;

namespace ClusterManagement.Engine.Provisioning;

/// <summary>Chooses a storage of a node for a kind of content.</summary>
internal static class StorageChoice
{
    /// <summary>The storage that was asked for, or the one with the most room.</summary>
    /// <param name="client">A client of the cluster.</param>
    /// <param name="node">The node.</param>
    /// <param name="content">The kind, such as <c>backup</c> or <c>vztmpl</c>.</param>
    /// <param name="wanted">The storage that was asked for.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <exception cref="ClusterException"><c>StorageNotFound</c>, <c>InvalidValue</c>.</exception>
    public static async Task<string> ForAsync(
        ProxmoxClient client, string node, string content, string? wanted, CancellationToken cancellationToken)
    {
        IReadOnlyList<ProxmoxStorage> storages = [.. (await client.GetStoragesAsync(node, cancellationToken)).Where(storage => storage.IsEnabled)];
        return Of(node, storages, content, wanted, usable => usable.MaxBy(storage => storage.AvailableBytes)).Name;
    }

    /// <summary>The storage that was asked for, or the one of the usable ones that is preferred.</summary>
    /// <param name="node">The node.</param>
    /// <param name="storages">Its storages that are enabled.</param>
    /// <param name="content">The kind, such as <c>rootdir</c>.</param>
    /// <param name="wanted">The storage that was asked for.</param>
    /// <param name="prefer">Chooses among the active ones that take the content.</param>
    /// <exception cref="ClusterException"><c>StorageNotFound</c>, <c>InvalidValue</c>.</exception>
    public static ProxmoxStorage Of(
        string node, IReadOnlyList<ProxmoxStorage> storages, string content, string? wanted, Func<IReadOnlyList<ProxmoxStorage>, ProxmoxStorage?> prefer)
    {
        List<ProxmoxStorage> usable = [.. storages.Where(storage => storage.IsActive && storage.Holds(content))];
        var hint = usable.Count == 0
            ? $"Allow it on a storage: Datacenter, Storage, Edit, Content ({content})."
            : $"Usable: {string.Join(", ", usable.Select(storage => storage.Name))}.";
        if (wanted is null) return prefer(usable) ?? throw NotFound($"Node {node} has no active storage for content {content}.", hint, node);
        var found = storages.FirstOrDefault(storage => storage.Name == wanted) ?? throw NotFound($"Node {node} has no storage '{wanted}' that is enabled.", hint, wanted);
        return found.Holds(content) ? found : throw new InvalidValueException("Storage", wanted, $"a storage with content {content}. {hint.TrimEnd('.')}");
    }

    private static ClusterException NotFound(string message, string action, string target) =>
        new(ErrorIds.NotFound(Nouns.Storage), ClusterErrorKind.NotFound, message, action, target);
}
