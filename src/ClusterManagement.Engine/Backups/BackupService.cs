using ClusterManagement.Data.Entities;
using ClusterManagement.Engine.Containers;
using ClusterManagement.Engine.Jobs;
using ClusterManagement.Engine.Provisioning;
using ClusterManagement.Engine.Storage;
using ClusterManagement.Providers.Proxmox;
using ClusterManagement.Validation;

namespace ClusterManagement.Engine.Backups;

/// <summary>Backups of containers on the storages of Proxmox.</summary>
/// <param name="store">The database.</param>
/// <param name="proxmox">The way to the nodes' API.</param>
internal sealed class BackupService(ClusterStore store, ProxmoxGateway proxmox) : IBackupService
{
    /// <inheritdoc/>
    public async Task<ContainerBackup?> CreateAsync(ContainerIdentity container, BackupDraft draft, IOperationContext context)
    {
        var token = context.CancellationToken;
        if (draft.Storage is not null) NameRules.StorageId(draft.Storage, "Storage");
        var note = string.IsNullOrEmpty(draft.Note) ? null : CheckNote(draft.Note);
        var row = await ContainerRows.ReadMadeAsync(store, container, "back up", token);
        if (!await context.ApproveAsync(ContainerService.Label(row), draft.Mode == BackupMode.Stop ? "Stop, back up and start again" : "Back up")) return null;
        using var client = proxmox.Connect(row.Node, context);
        var remote = new RemoteContainer(client, row.Node.Name, row.ContainerId!.Value, draft.Timeout, context);
        var state = await remote.LocateKnownAsync(row, token);
        var storage = await StorageChoice.ForAsync(client, state.Node, "backup", draft.Storage, token);
        context.Verbose($"Backing up to storage {storage}.");
        var before = (await client.GetBackupsAsync(state.Node, storage, row.ContainerId, token)).Select(backup => backup.VolumeId).ToHashSet(StringComparer.Ordinal);
        var request = new BackupRequest
        {
            VmId = row.ContainerId.Value,
            Storage = storage,
            Mode = draft.Mode.ToString().ToLowerInvariant(),
            Compression = draft.Compression == BackupCompression.None ? "0" : draft.Compression.ToString().ToLowerInvariant(),
            Notes = note,
            IsProtected = draft.IsProtected,
        };
        var journal = await JobJournal.StartAsync(store, context, $"Back up container {row.Hostname}", row.Hostname);
        return await journal.RunAsync(async () =>
        {
            await journal.StepAsync($"Backing up {remote.Label} to storage {storage}, mode {request.Mode}.", 10);
            var ambiguity = await RunAsync(client, remote, request, state.Node, token);
            var made = (await client.GetBackupsAsync(state.Node, storage, row.ContainerId, token))
                .Where(backup => !before.Contains(backup.VolumeId)).MaxBy(backup => backup.CreatedAt)
                ?? throw ambiguity ?? Lost(remote, storage);
            await journal.StepAsync($"The backup is {made.VolumeId}, {made.SizeBytes} bytes.", 90);
            return ToModel(made, row, state.Node);
        });
    }

    // A lost answer does not tell whether there is a backup; the list of the storage does.
    private static async Task<RemoteApiException?> RunAsync(
        ProxmoxClient client, RemoteContainer remote, BackupRequest request, string node, CancellationToken cancellationToken)
    {
        try
        {
            await remote.RunAbortableAsync(
                client, $"Backing up {remote.Label}", answer => client.BackUpAsync(node, request, answer), cancellationToken);
            return null;
        }
        catch (RemoteApiException exception) when (exception.IsAmbiguous && exception.Kind != ClusterErrorKind.Timeout)
        {
            await remote.SettleAsync(cancellationToken);
            return exception;
        }
    }

    // Proxmox keeps one line.
    private static string CheckNote(string value)
    {
        var text = NameRules.Description(value, "Note").ReplaceLineEndings(" ");
        return text.Length <= 1024 ? text : throw new InvalidValueException("Note", value, "at most 1024 characters");
    }

    private static ContainerBackup ToModel(ProxmoxVolume volume, ContainerEntity row, string node) => new()
    {
        VolumeId = volume.VolumeId,
        Container = row.Hostname,
        Node = node,
        Size = volume.SizeBytes,
        CreatedAt = volume.CreatedAt?.UtcDateTime ?? DateTime.UtcNow,
        Note = volume.Notes,
        IsProtected = volume.IsProtected,
    };

    private static ClusterException Lost(RemoteContainer remote, string storage) => new(
        ErrorIds.RemoteApiError, ClusterErrorKind.RemoteApi,
        $"Backing up {remote.Label} ended well, and storage {storage} lists no new backup.", "Look at the task's log on the node.", storage);
}
