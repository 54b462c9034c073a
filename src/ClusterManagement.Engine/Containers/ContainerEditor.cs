using ClusterManagement.Data;
using ClusterManagement.Data.Allocation;
using ClusterManagement.Data.Entities;
using ClusterManagement.Engine.Jobs;
using ClusterManagement.Engine.Provisioning;
using ClusterManagement.Engine.Storage;
using ClusterManagement.Providers.Proxmox;
using Microsoft.EntityFrameworkCore;

namespace ClusterManagement.Engine.Containers;

/// <summary>Changes a container: on Proxmox first, where it exists there, then in its row; at last the restart a change waits for.</summary>
/// <param name="store">The database.</param>
/// <param name="proxmox">The way to the node's API.</param>
/// <param name="row">The container, with its node.</param>
/// <param name="context">The operation's context.</param>
internal sealed class ContainerEditor(ClusterStore store, ProxmoxGateway proxmox, ContainerEntity row, IOperationContext context)
{
    private readonly string _formerHostname = row.Hostname;
    private readonly string _formerAddress = row.Ipv4Address;

    /// <summary>Changes the given fields.</summary>
    /// <param name="changes">The fields.</param>
    /// <returns>False when the change was not approved.</returns>
    public async Task<bool> RunAsync(ContainerChanges changes)
    {
        var token = context.CancellationToken;
        var label = ContainerService.Label(row);
        var formerDisk = row.Disk;
        ContainerFields.Apply(row, changes);
        if (changes.Disk.IsGiven && row.Disk < formerDisk) throw ConfigWish.Shrink(row.Disk!.Value, formerDisk.Value);
        var wish = ContainerFields.Wish(row, changes);
        if (changes.AreOfProxmoxAlone) ContainerRows.RefuseUnmade(row, "change");
        await store.ReadAsync(db => RefuseTakenAsync(db, token), token);
        if (!await context.ApproveAsync(label, changes.Restart ? $"{ChangeText.Of(changes)}, and restart where a change waits for that," : ChangeText.Of(changes))) return false;
        if (row.ContainerId is null || !changes.ConcernProxmox)
        {
            await WriteAsync(changes);
            return true;
        }

        using var client = proxmox.Connect(row.Node, context);
        var remote = new RemoteContainer(client, row.Node.Name, row.ContainerId.Value, changes.Timeout + TimeSpan.FromMinutes(10), context);
        var state = await remote.LocateOwnAsync(row, token);
        wish = wish with { Description = ContainerFields.Description(row, changes, state) };
        if (changes.Environment.IsGiven || changes.Entrypoint.IsGiven)
        {
            await NodeRelease.RefuseOldAsync(client, remote.Node, "Setting environment variables or the entrypoint", token);
        }

        var pending = new PendingChanges(client, remote, row, context);
        if (wish.Against(state.Config).IsEmpty && !changes.Restart)
        {
            context.Verbose($"{remote.Label} is like that already; nothing is sent.");
            await WriteAsync(changes);
            await pending.WarnAsync(state);
            return true;
        }

        var journal = await JobJournal.StartAsync(store, context, $"Change container {_formerHostname}", _formerHostname);
        return await journal.RunAsync(async () =>
        {
            await new RemoteEdit(client, remote, row, journal, context).ApplyAsync(wish, RecordDiskAsync);
            await WriteOrPutBackAsync(changes, client, remote, state);
            if (changes.Restart) await pending.RestartAsync(state, changes.Timeout, journal);
            else await pending.WarnAsync(state);
            return true;
        });
    }

    private Task<int> WriteAsync(ContainerChanges changes) => store.WriteAsync(
        async db =>
        {
            // What Proxmox has taken is recorded even when the operation is being cancelled.
            var current = await db.Containers.AsTracking().Include(entry => entry.Node).ThenInclude(node => node.Site)
                .FirstOrDefaultAsync(entry => entry.Id == row.Id, CancellationToken.None)
                ?? throw new ObjectNotFoundException(Nouns.Container, _formerHostname);
            ContainerFields.Apply(current, changes);
            await RefuseTakenAsync(db, CancellationToken.None);
            return await db.SaveChangesAsync(CancellationToken.None);
        },
        context,
        CancellationToken.None);

    private Task RecordDiskAsync(int size) => store.WriteAsync(
        db => db.ChangeContainerAsync(row.Id, current => current.Disk = size, CancellationToken.None), context, CancellationToken.None);

    // The address or the host name went to somebody else while Proxmox was at work: it is given back there too.
    private async Task WriteOrPutBackAsync(ContainerChanges changes, ProxmoxClient client, RemoteContainer remote, RemoteState before)
    {
        try
        {
            await WriteAsync(changes);
        }
        catch (ObjectExistsException)
        {
            var former = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var option in new[] { "hostname", "net0" })
            {
                if (before.Config.Values.TryGetValue(option, out var value)) former[option] = value;
            }

            await client.UpdateContainerConfigAsync(remote.Node, row.ContainerId!.Value, former, null, null, CancellationToken.None);
            throw;
        }
    }

    private async Task<bool> RefuseTakenAsync(ClusterContext db, CancellationToken cancellationToken)
    {
        if (row.Hostname != _formerHostname && await db.Containers.AnyAsync(entry => entry.Hostname == row.Hostname && entry.Id != row.Id, cancellationToken))
        {
            throw new ObjectExistsException(Nouns.Container, row.Hostname);
        }

        if (row.Ipv4Address != _formerAddress && await AddressPool.IsTakenAsync(db, (uint)row.Ipv4Number, cancellationToken))
        {
            throw new ObjectExistsException(Nouns.Container, row.Ipv4Address, $"The address {row.Ipv4Address} is taken by a node or container.");
        }

        return true;
    }
}
