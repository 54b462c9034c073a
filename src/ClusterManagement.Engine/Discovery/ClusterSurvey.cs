using ClusterManagement.Providers.Proxmox;

namespace ClusterManagement.Engine.Discovery;

/// <summary>Reads what a cluster consists of, by reading requests alone.</summary>
/// <param name="client">The client of one of its nodes.</param>
/// <param name="context">The operation's context.</param>
internal sealed class ClusterSurvey(ProxmoxClient client, IOperationContext context)
{
    /// <summary>Reads the nodes with their addresses, storages and bridges, in the order of their names.</summary>
    public async Task<IReadOnlyList<SurveyedNode>> ReadNodesAsync()
    {
        var nodes = await client.GetNodesAsync(context.CancellationToken);
        var members = (await ReadMembersAsync()).Where(member => member.IsNode).ToDictionary(member => member.Name, StringComparer.OrdinalIgnoreCase);
        var surveyed = new List<SurveyedNode>();
        foreach (var node in nodes.OrderBy(node => node.Name, StringComparer.OrdinalIgnoreCase))
        {
            var member = members.GetValueOrDefault(node.Name);
            surveyed.Add(new SurveyedNode(
                node, member?.Address, member?.IsLocal ?? nodes.Count == 1, await ReadStoragesAsync(node), await ReadBridgesAsync(node)));
        }

        return surveyed;
    }

    /// <summary>Reads the LXC containers, in the order of their ids. Virtual machines are not this module's.</summary>
    public async Task<IReadOnlyList<ProxmoxResource>> ReadContainersAsync()
    {
        var guests = await client.GetResourcesAsync(ProxmoxResourceType.Vm, context.CancellationToken);
        foreach (var machine in guests.Where(guest => guest.Type == "qemu").OrderBy(guest => guest.VmId))
        {
            context.Verbose($"Virtual machine {machine.Name} ({machine.VmId}) on node {machine.Node} is no container and is left out.");
        }

        return [.. guests.Where(guest => guest is { Type: "lxc", VmId: not null, Node: not null }).OrderBy(guest => guest.VmId)];
    }

    // Addresses are the only thing a credential without Sys.Audit does not get to see.
    private async Task<IReadOnlyList<ProxmoxClusterMember>> ReadMembersAsync()
    {
        try
        {
            return await client.GetClusterStatusAsync(context.CancellationToken);
        }
        catch (RemoteApiException exception) when (exception.Kind == ClusterErrorKind.Permission)
        {
            context.Warning($"The nodes' addresses stay unknown: {client.Endpoint.UserOrTokenId} lacks the right Sys.Audit on /.");
            return [];
        }
    }

    private Task<IReadOnlyList<NodeStorage>> ReadStoragesAsync(ProxmoxNode node) => ReadPartAsync<NodeStorage>(node, "storages", async () =>
    {
        var storages = await client.GetStoragesAsync(node.Name, context.CancellationToken);
        return storages.Select(storage => new NodeStorage(storage.Name, storage.Content, storage.AvailableBytes, storage.TotalBytes));
    });

    private Task<IReadOnlyList<string>> ReadBridgesAsync(ProxmoxNode node) => ReadPartAsync<string>(node, "bridges", async () =>
    {
        var bridges = await client.GetBridgesAsync(node.Name, context.CancellationToken);
        return bridges.Select(bridge => bridge.Name).Order(StringComparer.Ordinal);
    });

    private async Task<IReadOnlyList<T>> ReadPartAsync<T>(ProxmoxNode node, string what, Func<Task<IEnumerable<T>>> read)
    {
        if (!node.IsOnline) return [];
        try
        {
            return [.. await read()];
        }
        catch (RemoteApiException exception) when (exception.Kind != ClusterErrorKind.Authentication)
        {
            context.Warning($"The {what} of node {node.Name} could not be read: {exception.Message}");
            return [];
        }
    }
}
