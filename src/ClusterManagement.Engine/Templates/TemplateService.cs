using ClusterManagement.Data.Entities;
using ClusterManagement.Engine.Jobs;
using ClusterManagement.Engine.Provisioning;
using ClusterManagement.Engine.Storage;
using ClusterManagement.Providers.Proxmox;
using ClusterManagement.Validation;

namespace ClusterManagement.Engine.Templates;

/// <summary>Templates on the storages of nodes.</summary>
/// <param name="store">The database.</param>
/// <param name="proxmox">The way to the nodes' API.</param>
internal sealed class TemplateService(ClusterStore store, ProxmoxGateway proxmox) : ITemplateService
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<ClusterTemplate>> ReadAsync(NodeIdentity node, bool available, IOperationContext context)
    {
        var token = context.CancellationToken;
        var row = await store.ReadAsync(db => EntityLookup.NodeAsync(db, node, token), token);
        using var client = proxmox.Connect(row, context);
        return available ? await ReadCatalogueAsync(client, row.Name, token) : await ReadStoragesAsync(client, row, token);
    }

    /// <inheritdoc/>
    public async Task<ClusterTemplate?> SaveAsync(TemplateDownload download, IOperationContext context)
    {
        var token = context.CancellationToken;
        if (download.Storage is not null) NameRules.StorageId(download.Storage, "Storage");
        var source = TemplateSourceFile.Choose(download);
        var row = await store.ReadAsync(db => EntityLookup.NodeAsync(db, download.Node, token), token);
        if (!await context.ApproveAsync($"node {row.Name}", $"Download {source.Label} to")) return null;
        using var client = proxmox.Connect(row, context);
        var storage = await StorageChoice.ForAsync(client, row.Name, "vztmpl", download.Storage, token);
        var file = await source.ResolveAsync(client, row.Name, token);
        if (await FindAsync(client, row.Name, storage, file, token) is { } there)
        {
            context.Verbose($"Storage {storage} of node {row.Name} has {file} already; nothing is downloaded.");
            return there;
        }

        var journal = await JobJournal.StartOnAsync(store, context, $"Download template {file}", $"node/{row.Name.ToLowerInvariant()}");
        return await journal.RunAsync(() => new TemplateTask(client, row.Name, storage, file, download.Timeout, journal, context).RunAsync(
            source, () => FindAsync(client, row.Name, storage, file, token)));
    }

    private static async Task<IReadOnlyList<ClusterTemplate>> ReadCatalogueAsync(ProxmoxClient client, string node, CancellationToken cancellationToken) =>
        [.. (await client.GetAppliancesAsync(node, cancellationToken))
            .Where(appliance => appliance.Template.Length > 0)
            .OrderBy(appliance => appliance.Template, StringComparer.Ordinal)
            .Select(appliance => new ClusterTemplate { Node = node, FileName = appliance.Template, Description = appliance.Headline })];

    private static async Task<IReadOnlyList<ClusterTemplate>> ReadStoragesAsync(ProxmoxClient client, NodeEntity row, CancellationToken cancellationToken)
    {
        var storages = await client.GetStoragesAsync(row.Name, cancellationToken);
        NodePreflight.RefuseBlind(row, storages);
        var templates = new List<ClusterTemplate>();
        foreach (var storage in storages.Where(storage => storage is { IsEnabled: true, IsActive: true } && storage.Holds("vztmpl")))
        {
            var volumes = await client.GetStorageContentAsync(row.Name, storage.Name, "vztmpl", cancellationToken);
            templates.AddRange(volumes.Select(volume => ToModel(volume, row.Name)));
        }

        return [.. templates.OrderBy(template => template.FileName, StringComparer.Ordinal)];
    }

    private static async Task<ClusterTemplate?> FindAsync(
        ProxmoxClient client, string node, string storage, string file, CancellationToken cancellationToken) =>
        (await client.GetStorageContentAsync(node, storage, "vztmpl", cancellationToken))
            .Where(volume => volume.FileName == file).Select(volume => ToModel(volume, node)).FirstOrDefault();

    private static ClusterTemplate ToModel(ProxmoxVolume volume, string node) => new()
    {
        Node = node,
        FileName = volume.FileName,
        Template = volume.VolumeId,
        Size = volume.SizeBytes,
        CreatedAt = volume.CreatedAt?.UtcDateTime,
    };
}
