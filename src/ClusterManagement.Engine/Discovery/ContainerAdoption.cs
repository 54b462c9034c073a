using ClusterManagement.Data.Entities;
using ClusterManagement.Engine.Containers;
using ClusterManagement.Engine.Provisioning;
using ClusterManagement.Engine.Storage;
using ClusterManagement.Providers.Proxmox;
using Microsoft.EntityFrameworkCore;

namespace ClusterManagement.Engine.Discovery;

/// <summary>
/// Registers the LXC containers of a cluster that are not registered yet, one by one. A container that is adopted keeps its
/// configuration to the letter; what cannot be told for certain is reported and not guessed.
/// </summary>
/// <param name="store">The database.</param>
/// <param name="client">The cluster's client.</param>
/// <param name="request">What was asked for.</param>
/// <param name="rows">The rows of the cluster's nodes, by their names.</param>
/// <param name="nodes">The cluster's nodes.</param>
/// <param name="context">The operation's context.</param>
internal sealed class ContainerAdoption(
    ClusterStore store,
    ProxmoxClient client,
    DiscoveryRequest request,
    IReadOnlyDictionary<string, NodeEntity> rows,
    IReadOnlyList<SurveyedNode> nodes,
    IOperationContext context)
{
    // What a rehearsal would have taken so far.
    private readonly List<ContainerEntity> _rehearsed = [];

    /// <summary>Adopts a container, or says why not.</summary>
    /// <param name="found">The container.</param>
    public async Task<DiscoveredObject> RunAsync(ProxmoxResource found)
    {
        var result = new DiscoveredObject
        {
            Kind = DiscoveryKind.Container,
            Name = found.Name ?? $"CT{found.VmId}",
            Node = found.Node!,
            ContainerId = found.VmId,
            Outcome = DiscoveryOutcome.Unchanged,
        };
        try
        {
            return await AdoptAsync(found, result);
        }
        catch (AdoptionRefusal refusal)
        {
            return result with { Outcome = refusal.Outcome, Reason = refusal.Message };
        }
        catch (InvalidValueException exception)
        {
            return result with { Outcome = DiscoveryOutcome.Refused, Reason = exception.Message };
        }
        catch (ObjectExistsException exception)
        {
            return result with { Outcome = DiscoveryOutcome.Collides, Reason = exception.Message };
        }
        catch (RemoteApiException exception) when (exception.Kind != ClusterErrorKind.Authentication)
        {
            return result with { Outcome = DiscoveryOutcome.Skipped, Reason = exception.Message };
        }
    }

    private async Task<DiscoveredObject> AdoptAsync(ProxmoxResource found, DiscoveredObject result)
    {
        var (id, token) = (found.VmId!.Value, context.CancellationToken);
        if (!nodes.Any(node => node.Node.IsOnline && node.Node.Name == found.Node)) throw Later($"node {found.Node} is offline");
        var config = await client.GetContainerConfigAsync(found.Node!, id, token)
            ?? throw Later("it went away or moved while the cluster was read");
        result = result with { Name = config.Hostname ?? result.Name };
        var mark = OwnershipMark.Find(config.Description);
        if (await RecogniseAsync(found, config, mark) is { } known)
        {
            var reason = known.Node.Name == found.Node ? null : $"it is registered on node {known.Node.Name}; Sync-ClusterContainer records the move";
            return result with { Ipv4Address = known.Ipv4Address, Reason = reason };
        }

        if (config.Values.GetValueOrDefault("template") == "1") throw Later("it is a template");
        if (config.Lock == "create") throw Later("it is being made");
        var node = rows.GetValueOrDefault(found.Node!)
            ?? throw new AdoptionRefusal(DiscoveryOutcome.Collides, $"its node {found.Node} is not registered in this site");
        var notes = new List<string>();
        var row = await new ContainerReading(client, node, config, notes, token).ToRowAsync(id);
        if (mark is { } given) row.OwnershipId = given;
        return await RegisterAsync(row, node, result with { Ipv4Address = row.Ipv4Address, Reason = notes.Count == 0 ? null : string.Join("; ", notes) });
    }

    // The row that stands for the container already. A mark is proof; without one, CTID and MAC address together are.
    private async Task<ContainerEntity?> RecogniseAsync(ProxmoxResource found, ContainerConfig config, Guid? mark)
    {
        var names = rows.Values.Select(row => row.Id).ToList();
        var (atId, marked) = await store.ReadAsync(async db => (
            await db.Containers.Include(row => row.Node).FirstOrDefaultAsync(row => row.ContainerId == found.VmId && names.Contains(row.NodeId), context.CancellationToken),
            mark is null ? null : await db.Containers.Include(row => row.Node).FirstOrDefaultAsync(row => row.OwnershipId == mark, context.CancellationToken)));
        if (marked is not null)
        {
            return marked.Id == atId?.Id
                ? marked
                : throw Collision($"it carries the mark of {ContainerService.Label(marked)}: it was cloned or restored from it");
        }

        if (atId is not null)
        {
            return mark is null && config.HasHardwareAddress(atId.MacAddress)
                ? atId
                : throw Collision($"CTID {found.VmId} is registered for {atId.Hostname}, whose MAC address {atId.MacAddress} {(mark is null ? "it does not have" : "or mark is another one")}");
        }

        if (mark is null || request.TakeOwnership) return null;
        throw Collision("it carries the mark of a registration that this database does not have: another database manages it, or the registration is lost; -TakeOwnership adopts it all the same");
    }

    private async Task<DiscoveredObject> RegisterAsync(ContainerEntity row, NodeEntity node, DiscoveredObject result)
    {
        var token = context.CancellationToken;
        RefuseCollision(await store.ReadAsync(db => AdoptionCollisions.FindAsync(db, row, token)) ?? AdoptionCollisions.Find(_rehearsed, row));
        if (!await context.ApproveAsync($"container {row.Hostname} ({row.ContainerId}) on node {node.Name}", "Adopt"))
        {
            if (!context.IsRehearsal) throw Later("it was not approved");
            row.Node = node;
            _rehearsed.Add(row);
            return result with { Outcome = DiscoveryOutcome.Added };
        }

        RefuseCollision(await store.WriteAsync(
            async db =>
            {
                // Asked again, as others may have taken something since; from here on they cannot.
                if (await AdoptionCollisions.FindAsync(db, row, token) is { } collision) return collision;
                db.Containers.Add(row);
                await db.SaveChangesAsync(token);
                return null;
            },
            context));
        return result with { Outcome = DiscoveryOutcome.Added };
    }

    private static void RefuseCollision(string? collision)
    {
        if (collision is not null) throw Collision(collision);
    }

    private static AdoptionRefusal Later(string reason) => new(DiscoveryOutcome.Skipped, reason);

    private static AdoptionRefusal Collision(string reason) => new(DiscoveryOutcome.Collides, reason);
}
