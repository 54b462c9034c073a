using ClusterManagement.Data;
using ClusterManagement.Data.Allocation;
using ClusterManagement.Data.Entities;
using ClusterManagement.Engine.Placement;
using ClusterManagement.Engine.Sites;
using ClusterManagement.Engine.Storage;
using ClusterManagement.Validation;
using Microsoft.EntityFrameworkCore;

namespace ClusterManagement.Engine.Containers;

/// <summary>Checks a draft of a container, alone and against what exists, before anything is changed or sent.</summary>
internal static class ContainerPlanner
{
    private const int ShortestPassword = 5;

    private static readonly ModelQuery<Func<ClusterContext, string, CancellationToken, Task<int>>> CountHostname = new(() =>
        EF.CompileAsyncQuery((ClusterContext context, string hostname, CancellationToken token) =>
            context.Containers.Count(row => row.Hostname == hostname)));

    /// <summary>Checks a draft.</summary>
    /// <param name="unit">The database.</param>
    /// <param name="draft">The draft.</param>
    /// <param name="choose">Chooses a node when the draft names none.</param>
    /// <param name="cancellationToken">Ends the checks.</param>
    public static async Task<ContainerPlan> PlanAsync(
        StoreUnit unit, ContainerDraft draft, Func<IReadOnlyList<NodeEntity>, Task<NodeFit>> choose, CancellationToken cancellationToken)
    {
        var name = NameRules.DisplayName(draft.Name, "Name");
        var hostname = NameRules.HostName(draft.Hostname ?? name, draft.Hostname is null ? "Name" : "Hostname");
        CheckResources(draft);
        var mac = draft.MacAddress is null ? null : MacAddress.Parse(draft.MacAddress, "MacAddress");
        var keys = draft.SshPublicKey is null ? null : SshPublicKey.Parse(draft.SshPublicKey, "SshPublicKey");
        var description = string.IsNullOrEmpty(draft.Description) ? null : NameRules.Description(draft.Description, "Description");
        var tags = NameRules.Tags(draft.Tags, "Tags");
        var candidates = await unit.ReadAsync(async db =>
        {
            var nodes = await NodeCandidates.FindAsync(db, draft, cancellationToken);
            return await CountHostname.For(db)(db, hostname, cancellationToken) > 0 ? throw new ObjectExistsException(Nouns.Container, hostname) : nodes;
        }, cancellationToken);
        var node = candidates[0];
        if (draft.Node is null && draft.Origin?.Container is null)
        {
            var fit = await choose(candidates);
            node = fit.Node;
            draft = draft with { Storage = draft.Storage ?? fit.Storage };
        }

        return await unit.ReadAsync(async db =>
        {
            var network = SiteService.Network(node.Site);
            uint? address = draft.Ipv4Address is null ? null : network.ContainerAddress(draft.Ipv4Address, "Ipv4Address");
            var plan = new ContainerPlan
            {
                Draft = draft,
                Name = name,
                Hostname = hostname,
                Node = node,
                Network = network,
                Address = address,
                MacAddress = mac,
                SshPublicKey = keys,
                Description = description,
                Tags = tags,
                Original = await OriginRules.OriginalAsync(db, draft, node, cancellationToken),
            };
            await RefuseTakenAsync(db, plan, cancellationToken);
            return plan;
        }, cancellationToken);
    }

    /// <summary>
    /// Refuses the address, MAC or CTID that another container or node has. Called again inside the transaction that takes
    /// them; a host name that was taken in between meets its unique index there.
    /// </summary>
    /// <param name="db">The database.</param>
    /// <param name="plan">The container.</param>
    /// <param name="cancellationToken">Ends the checks.</param>
    public static async Task RefuseTakenAsync(ClusterContext db, ContainerPlan plan, CancellationToken cancellationToken)
    {
        if (plan.Address is { } address && await AddressPool.IsTakenAsync(db, address, cancellationToken))
        {
            throw new ObjectExistsException(Nouns.Container, Ipv4.Format(address), $"The address {Ipv4.Format(address)} is taken by a node or container.");
        }

        if (plan.MacAddress is { } mac && await MacPool.IsTakenAsync(db, mac, cancellationToken))
        {
            throw new ObjectExistsException(Nouns.Container, mac, $"The MAC address {mac} is taken by a container.");
        }

        if (plan.Draft.ContainerId is { } id && await ContainerIdPool.IsTakenAsync(db, plan.Node.SiteId, id, cancellationToken))
        {
            throw new ObjectExistsException(Nouns.Container, $"{id}", $"CTID {id} is taken by a container of site {plan.Node.Site.Name}.");
        }
    }

    private static void CheckResources(ContainerDraft draft)
    {
        ContainerLimits.Cores(draft.Cores, "Cores");
        ContainerLimits.Memory(draft.Memory, "Memory");
        ContainerLimits.Swap(draft.Swap, "Swap");
        ContainerLimits.Disk(draft.Disk, "Disk");
        if (draft.ContainerId is { } id) ContainerLimits.ContainerId(id, "ContainerId");
        if (draft.Storage is not null) NameRules.StorageId(draft.Storage, "Storage");
        NameRules.BridgeName(draft.Bridge, "Bridge");
        if (draft.Template is not null) NameRules.Template(draft.Template, "Template");
        OriginRules.Check(draft);
        if (draft is { NoProvision: true, Start: true })
        {
            throw new InvalidValueException("Start", true, "a container that is made on Proxmox: leave out -NoProvision or -Start");
        }

        if (draft.Password is { Length: < ShortestPassword })
        {
            throw new InvalidValueException("Password", "(hidden)", $"{ShortestPassword} characters or more, as Proxmox demands");
        }
    }
}
