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
        var storages = (await client.GetStoragesAsync(node, cancellationToken)).Where(storage => storage.IsEnabled).ToList();
        var usable = storages.Where(storage => storage.IsActive && storage.Holds(content)).ToList();
        var hint = usable.Count == 0
            ? $"Allow it on a storage: Datacenter, Storage, Edit, Content ({content})."
            : $"Usable: {string.Join(", ", usable.Select(storage => storage.Name))}.";
        if (wanted is null)
        {
            return usable.MaxBy(storage => storage.AvailableBytes)?.Name
                ?? throw NotFound($"Node {node} has no active storage for {content}.", hint, node);
        }

        var found = storages.Find(storage => storage.Name == wanted) ?? throw NotFound($"Node {node} has no storage '{wanted}' that is enabled.", hint, wanted);
        return found.Holds(content)
            ? wanted
            : throw new InvalidValueException("Storage", wanted, $"a storage with content {content}. {hint.TrimEnd('.')}");
    }

    private static ClusterException NotFound(string message, string action, string target) =>
        new(ErrorIds.NotFound(Nouns.Storage), ClusterErrorKind.NotFound, message, action, target);
}
