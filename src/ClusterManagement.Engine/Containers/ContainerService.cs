using ClusterManagement.Data.Entities;
using ClusterManagement.Engine.Provisioning;
using ClusterManagement.Engine.Storage;
using ClusterManagement.Validation;

namespace ClusterManagement.Engine.Containers;

/// <summary>Containers, in the database and on Proxmox.</summary>
/// <param name="store">The database.</param>
/// <param name="proxmox">The way to the nodes' API.</param>
internal sealed class ContainerService(ClusterStore store, ProxmoxGateway proxmox) : IContainerService
{
    private readonly ContainerReader _reader = new(store);

    /// <inheritdoc/>
    public IAsyncEnumerable<Container> FindAsync(ContainerFilter filter, CancellationToken cancellationToken) =>
        _reader.FindAsync(filter, cancellationToken);

    /// <inheritdoc/>
    public ILiveContainers ReadLive(IOperationContext context) => new LiveReader(_reader, new LiveClusters(store, proxmox, context), context);

    /// <inheritdoc/>
    public async Task<Container> GetAsync(ContainerIdentity container, CancellationToken cancellationToken) =>
        await _reader.GetAsync(await ResolveAsync(container, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public async Task<int> ResolveAsync(ContainerIdentity container, CancellationToken cancellationToken) =>
        (await store.ReadAsync(db => EntityLookup.ContainerAsync(db, container, cancellationToken), cancellationToken)).Id;

    /// <inheritdoc/>
    public IContainerBatch BeginBatch() => new ContainerBatch(store, proxmox);

    /// <inheritdoc/>
    public Task<Container?> CreateAsync(ContainerDraft draft, IOperationContext context) => BeginBatch().CreateAsync(draft, context);

    /// <inheritdoc/>
    public async Task<Container?> UpdateAsync(ContainerIdentity container, ContainerChanges changes, IOperationContext context)
    {
        var row = await ReadRowAsync(container, context.CancellationToken);
        var changed = await new ContainerEditor(store, proxmox, row, context).RunAsync(changes);
        return changed ? await _reader.GetAsync(row.Id, context.CancellationToken) : null;
    }

    /// <inheritdoc/>
    public async Task RemoveAsync(ContainerIdentity container, ContainerRemoval options, IOperationContext context)
    {
        var row = await ReadRowAsync(container, context.CancellationToken);
        if (!await context.ApproveAsync(Label(row), options.NoProvision ? "Forget the registration of" : "Remove")) return;
        await new ContainerRemover(store, proxmox, row, options, context).RunAsync();
    }

    /// <inheritdoc/>
    public async Task<Container?> PowerAsync(ContainerIdentity container, PowerRequest request, IOperationContext context)
    {
        if (request.Timeout <= TimeSpan.Zero) throw new InvalidValueException("Timeout", request.Timeout.TotalSeconds, "1 second or more");
        var row = await ReadRowAsync(container, context.CancellationToken);
        ContainerRows.RefuseUnmade(row, request.Action.ToString().ToLowerInvariant());
        if (!await context.ApproveAsync(Label(row), request is { Action: PowerAction.Stop, Force: true } ? "Stop by force" : request.Action.ToString())) return null;
        await new ContainerPower(store, proxmox, row, context).RunAsync(request);
        return await _reader.GetAsync(row.Id, context.CancellationToken);
    }

    /// <inheritdoc/>
    public async Task<Container?> MoveAsync(ContainerIdentity container, ContainerMove move, IOperationContext context)
    {
        var token = context.CancellationToken;
        if (move.TargetStorage is not null) NameRules.StorageId(move.TargetStorage, "TargetStorage");
        var row = await ContainerRows.ReadMadeAsync(store, container, "move", token);
        var target = await store.ReadAsync(db => EntityLookup.NodeAsync(db, move.Node, token), token);
        var mover = new ContainerMover(store, proxmox, row, target, context);
        mover.RefuseSenseless();
        if (!await context.ApproveAsync(Label(row), $"Move to node {target.Name}")) return null;
        await mover.RunAsync(move);
        return await _reader.GetAsync(row.Id, CancellationToken.None);
    }

    /// <summary>How a container is named when something is about to be done to it.</summary>
    /// <param name="row">The container, with its node.</param>
    internal static string Label(ContainerEntity row) =>
        $"container {row.Hostname}{(row.ContainerId is { } id ? $" ({id})" : string.Empty)} on node {row.Node.Name}";

    private Task<ContainerEntity> ReadRowAsync(ContainerIdentity container, CancellationToken cancellationToken) =>
        ContainerRows.ReadAsync(store, container, cancellationToken);
}
