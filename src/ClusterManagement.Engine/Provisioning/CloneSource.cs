using ClusterManagement.Data.Entities;
using ClusterManagement.Engine.Containers;
using ClusterManagement.Providers.Proxmox;

namespace ClusterManagement.Engine.Provisioning;

/// <summary>
/// Another container. The copy's mark travels with the request; the MAC address and the address Proxmox gives it at first are
/// replaced by its own before it can start.
/// </summary>
/// <param name="plan">The container.</param>
/// <param name="readiness">What the node offers.</param>
/// <param name="state">The original.</param>
internal sealed class CloneSource(ContainerPlan plan, NodeReadiness readiness, RemoteState state) : CopySource(plan, readiness, state.Config)
{
    private const string TaskType = "vzclone";
    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(500);

    /// <inheritdoc/>
    public override string Label => $"{(IsFull ? "a full copy" : "a linked copy")} of container {Plan.Original!.Hostname} ({state.VmId})";

    private bool IsFull => !Original.IsTemplate || Origin.Full;

    /// <summary>Looks at the original and at the node.</summary>
    /// <param name="client">The node's client.</param>
    /// <param name="plan">The container.</param>
    /// <param name="preflight">Looks at the node.</param>
    /// <param name="context">The operation's context.</param>
    public static new async Task<CreationSource> PrepareAsync(
        ProxmoxClient client, ContainerPlan plan, NodePreflight preflight, IOperationContext context)
    {
        var token = context.CancellationToken;
        var original = plan.Original!;
        var remote = new RemoteContainer(client, original.Node.Name, original.ContainerId!.Value, plan.Draft.Timeout, context);
        var state = await remote.LocateKnownAsync(original, token);
        if (state.IsRunning)
        {
            throw new ObjectInUseException(
                Nouns.Container, original.Hostname, $"Container {original.Hostname} is running, and Proxmox copies none that runs.",
                $"Stop it first with Stop-ClusterContainer {original.Hostname}, or back it up and use -Backup.");
        }

        if (!state.Config.IsTemplate) context.Verbose($"{remote.Label} is no template: its disks are copied in full.");
        var isLinked = state.Config.IsTemplate && !plan.Draft.Origin!.Full;
        if (isLinked && plan.Draft.Storage is { } storage)
        {
            throw new InvalidValueException("Storage", storage, "a storage along with -Full: a linked copy is where its template is");
        }

        if (plan.Draft.Origin!.Disk is { IsGiven: true } disk && state.Config.RootGiB > disk.Value) throw ConfigWish.Shrink(disk.Value, state.Config.RootGiB.Value);
        if (plan.Draft.Environment is { Count: > 0 } || plan.Draft.Entrypoint is not null)
        {
            await NodeRelease.RefuseOldAsync(client, plan.Node.Name, "Setting environment variables or the entrypoint", token);
        }

        await RefuseFarAsync(client, plan, state, token);
        var readiness = await preflight.RunForCopyAsync(client, $"container {original.Hostname}", state.Config.RootGiB ?? plan.Draft.Disk);
        return new CloneSource(plan, readiness, state);
    }

    /// <inheritdoc/>
    public override void Describe(ContainerEntity row)
    {
        row.Template = Plan.Original!.Template;
        base.Describe(row);
    }

    /// <inheritdoc/>
    public override async Task SettleAsync(ProxmoxClient client, bool abort, CancellationToken cancellationToken)
    {
        if (Task is { } known)
        {
            if (abort) await client.StopTaskAsync(known, cancellationToken);
            await client.WaitForTaskAsync(known, Plan.Draft.Timeout, null, cancellationToken);
            return;
        }

        if (!IsUnanswered) return;

        // Whose copies these are cannot be told, so they are waited for and none is aborted.
        var tasks = await client.GetTasksAsync(state.Node, state.VmId, ProxmoxTaskSource.Active, null, cancellationToken);
        foreach (var task in tasks.Where(task => task is { IsRunning: true, Type: TaskType }))
        {
            await client.WaitForTaskAsync(task.Upid, Plan.Draft.Timeout, null, cancellationToken);
        }
    }

    /// <inheritdoc/>
    protected override async Task<Upid> StartAsync(ProxmoxClient client, ContainerCreateRequest request, CancellationToken cancellationToken)
    {
        var copy = new CloneRequest
        {
            VmId = request.VmId,
            Hostname = Plan.Hostname,
            Description = request.Description!,
            Full = IsFull,
            Storage = Plan.Draft.Storage,
            Target = state.Node == Plan.Node.Name ? null : Plan.Node.Name,
        };
        using var patience = new CancellationTokenSource(Plan.Draft.Timeout);
        while (true)
        {
            try
            {
                return await client.CloneAsync(state.Node, state.VmId, copy, cancellationToken);
            }
            catch (RemoteApiException exception) when (ProxmoxErrors.IsLocked(exception) && !patience.IsCancellationRequested)
            {
                // Another copy of the same original is being made, which holds it; nothing was done for this one.
                await System.Threading.Tasks.Task.Delay(LockPause, cancellationToken);
            }
        }
    }

    // Proxmox puts a copy on another node only when both see the disks.
    private static async Task RefuseFarAsync(ProxmoxClient client, ContainerPlan plan, RemoteState state, CancellationToken cancellationToken)
    {
        if (state.Node == plan.Node.Name) return;
        var shared = (await client.GetStoragesAsync(state.Node, cancellationToken)).Where(storage => storage.IsShared).Select(storage => storage.Name).ToHashSet(StringComparer.Ordinal);
        var local = state.Config.Disks.Where(disk => DiskSize.StorageOf(disk.Value) is not { } storage || !shared.Contains(storage)).Select(disk => disk.Key).ToList();
        if (local.Count == 0) return;
        throw new InvalidValueException(
            "Node", plan.Node.Name,
            $"{state.Node}, where {plan.Original!.Hostname} has its disks ({string.Join(", ", local)}) on local storage. Copy it there, and go on with Move-ClusterContainer");
    }
}
