using System.Globalization;
using ClusterManagement.Data;
using ClusterManagement.Data.Entities;
using ClusterManagement.Engine.Provisioning;
using ClusterManagement.Engine.Storage;
using ClusterManagement.Validation;
using Microsoft.EntityFrameworkCore;

namespace ClusterManagement.Engine.Containers;

/// <summary>Changes a container's fields: on Proxmox first, where it exists there, then in its row.</summary>
/// <param name="store">The database.</param>
/// <param name="proxmox">The way to the node's API.</param>
/// <param name="row">The container, with its node.</param>
/// <param name="context">The operation's context.</param>
internal sealed class ContainerEditor(ClusterStore store, ProxmoxGateway proxmox, ContainerEntity row, IOperationContext context)
{
    /// <summary>Changes the given fields.</summary>
    /// <param name="changes">The fields.</param>
    /// <returns>False when the change was not approved.</returns>
    public async Task<bool> RunAsync(ContainerChanges changes)
    {
        var token = context.CancellationToken;
        var label = ContainerService.Label(row);
        var formerHostname = row.Hostname;
        Apply(row, changes);
        if (row.Hostname != formerHostname) await store.ReadAsync(db => RefuseTakenAsync(db, row.Hostname, token), token);
        if (!await context.ApproveAsync(label, "Change")) return false;
        var options = Options(row, changes);
        if (row.ContainerId is not null && options.Set.Count + options.Delete.Count > 0) await SendAsync(options);
        return await store.WriteAsync(
            async db =>
            {
                var current = await db.Containers.AsTracking().FirstOrDefaultAsync(entry => entry.Id == row.Id, token)
                    ?? throw new ObjectNotFoundException(Nouns.Container, formerHostname);
                Apply(current, changes);
                await db.SaveChangesAsync(token);
                return true;
            },
            context);
    }

    private static void Apply(ContainerEntity target, ContainerChanges changes)
    {
        if (changes.Name.IsGiven) target.Name = NameRules.DisplayName(changes.Name.Value, "NewName");
        if (changes.Hostname.IsGiven) target.Hostname = NameRules.HostName(changes.Hostname.Value, "NewHostname");
        if (changes.Cores.IsGiven) target.Cores = ContainerLimits.Cores(changes.Cores.Value, "Cores");
        if (changes.Memory.IsGiven) target.Memory = ContainerLimits.Memory(changes.Memory.Value, "Memory");
        if (changes.Swap.IsGiven) target.Swap = ContainerLimits.Swap(changes.Swap.Value, "Swap");
        if (changes.OnBoot.IsGiven) target.OnBoot = changes.OnBoot.Value;
        if (changes.Description.IsGiven)
        {
            var text = NameRules.Description(changes.Description.Value, "Description");
            target.Description = text.Length == 0 ? null : text;
        }

        if (changes.Tags.IsGiven)
        {
            var tags = NameRules.Tags(changes.Tags.Value, "Tags");
            target.Tags = tags.Count == 0 ? null : string.Join(';', tags);
        }
    }

    private static (Dictionary<string, string> Set, List<string> Delete) Options(ContainerEntity changed, ContainerChanges changes)
    {
        var set = new Dictionary<string, string>(StringComparer.Ordinal);
        var delete = new List<string>();
        if (changes.Hostname.IsGiven) set["hostname"] = changed.Hostname;
        if (changes.Cores.IsGiven) set["cores"] = Number(changed.Cores!.Value);
        if (changes.Memory.IsGiven) set["memory"] = Number(changed.Memory!.Value);
        if (changes.Swap.IsGiven) set["swap"] = Number(changed.Swap!.Value);
        if (changes.OnBoot.IsGiven) set["onboot"] = changed.OnBoot ? "1" : "0";
        if (changes.Description.IsGiven) set["description"] = OwnershipMark.Append(changed.Description, changed.OwnershipId);
        if (changes.Tags.IsGiven)
        {
            if (changed.Tags is null) delete.Add("tags");
            else set["tags"] = changed.Tags;
        }

        return (set, delete);
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static async Task<bool> RefuseTakenAsync(ClusterContext db, string hostname, CancellationToken cancellationToken) =>
        await db.Containers.AnyAsync(entry => entry.Hostname == hostname, cancellationToken)
            ? throw new ObjectExistsException(Nouns.Container, hostname)
            : true;

    private async Task SendAsync((Dictionary<string, string> Set, List<string> Delete) options)
    {
        var token = context.CancellationToken;
        using var client = proxmox.Connect(row.Node, context);
        var remote = new RemoteContainer(client, row.Node.Name, row.ContainerId!.Value, TimeSpan.FromMinutes(1), context);
        var state = await remote.LocateOwnAsync(row, token);

        // The digest makes Proxmox refuse the change when somebody else has just made one.
        await client.UpdateContainerConfigAsync(state.Node, row.ContainerId.Value, options.Set, options.Delete, state.Config.Digest, token);
    }
}
