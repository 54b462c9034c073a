using ClusterManagement.Data.Allocation;
using ClusterManagement.Data.Entities;
using ClusterManagement.Engine.Containers;
using ClusterManagement.Engine.Jobs;
using ClusterManagement.Engine.Storage;
using ClusterManagement.Providers.Proxmox;

namespace ClusterManagement.Engine.Provisioning;

/// <summary>
/// Makes a container: looks at the node, reserves row, address, MAC, CTID and job in one transaction, drives Proxmox,
/// records the result. Whatever fails after the reservation is undone by <see cref="ProvisioningRollback"/>. The row is
/// there before the first request that changes Proxmox, and its mark travels with that request, so a process that dies
/// at any point leaves nothing that is nobody's.
/// </summary>
/// <param name="store">The database.</param>
/// <param name="proxmox">The way to the node's API.</param>
/// <param name="plan">The container.</param>
/// <param name="preflight">Looks at its node.</param>
/// <param name="turn">Its place among those that are made with it.</param>
/// <param name="context">The operation's context.</param>
internal sealed class ContainerProvisioner(
    ClusterStore store, ProxmoxGateway proxmox, ContainerPlan plan, NodePreflight preflight, ReservationTurn turn, IOperationContext context)
{
    private const int ContainerIdTries = 50;

    private readonly ContainerDraft _draft = plan.Draft;

    // True from a create request that nobody answered: the node may still carry it out, however long nothing is to be seen.
    private bool _isOutcomeUnknown;

    /// <summary>Makes the container.</summary>
    /// <returns>The row's key.</returns>
    public async Task<int> RunAsync()
    {
        using var client = proxmox.Connect(plan.Node, context);
        var source = await CreationSource.PrepareAsync(client, plan, preflight, context);
        await turn.WaitAsync(context.CancellationToken);
        var (row, job) = await ReserveAsync(source);
        turn.Dispose();
        var journal = JobJournal.Continue(store, context, job);
        try
        {
            var remote = await CreateAsync(client, row, source, journal);
            if (await source.FinishAsync(client, remote, row, journal, context) is { } config) await TakeAsync(row, config);
            if (_draft.Start) await StartAsync(client, remote, row, journal);
            await RecordAsync(row, journal);
            return row.Id;
        }
        catch (Exception exception)
        {
            await new ProvisioningRollback(store, client, plan, source, row, journal, context).RunAsync(exception, _isOutcomeUnknown);
            throw;
        }
    }

    private async Task<(ContainerEntity Row, JobEntity Job)> ReserveAsync(CreationSource source)
    {
        var readiness = source.Readiness;
        var token = context.CancellationToken;
        return await store.WriteAsync(
            async db =>
            {
                token.ThrowIfCancellationRequested();
                await ContainerPlanner.RefuseTakenAsync(db, plan, token);
                var row = await ContainerReservation.AddAsync(db, plan, ContainerStatus.Creating, token);
                row.Template = readiness.Template;
                source.Describe(row);
                row.ContainerId = _draft.ContainerId
                    ?? await ContainerIdPool.TakeLowestAsync(db, plan.Node.SiteId, readiness.ContainerId, token);
                var job = JobJournal.Add(
                    db, $"Create container {plan.Hostname}", plan.Hostname,
                    $"Reserved CTID {row.ContainerId}, address {row.Ipv4Address} and MAC {row.MacAddress} for {plan.Hostname} on node {plan.Node.Name}.");
                await db.SaveChangesAsync(token);
                return (row, job);
            },
            context,
            // Ctrl+C leaves no commit to itself here: a row that was written is a row that is undone.
            CancellationToken.None,
            durable: true);
    }

    private async Task<RemoteContainer> CreateAsync(ProxmoxClient client, ContainerEntity row, CreationSource source, JobJournal journal)
    {
        var readiness = source.Readiness;
        for (var i = 1; ; i++)
        {
            var id = row.ContainerId!.Value;
            var remote = new RemoteContainer(client, plan.Node.Name, id, _draft.Timeout, context);
            await journal.StepAsync($"Creating {remote.Label} from {source.Label} on storage {readiness.Storage}.", 20);
            try
            {
                var request = Request(row, readiness);
                using var place = await StorageGate.EnterAsync(plan.Node, readiness, context.CancellationToken);
                await remote.RunAsync(
                    $"Creating {remote.Label}",
                    () => SendAsync(client, source, request),
                    static _ => false,
                    context.CancellationToken);
                return remote;
            }
            catch (RemoteApiException exception) when (_draft.ContainerId is null && i < ContainerIdTries && ProxmoxErrors.IsVmIdTaken(exception))
            {
                // nextid reserves nothing, and somebody else was faster.
                await MoveOnAsync(row);
                await journal.StepAsync($"CTID {id} is taken on Proxmox by somebody else; going on with {row.ContainerId}.");
            }
            catch (RemoteApiException exception) when (exception.IsAmbiguous && exception.Kind != ClusterErrorKind.Timeout)
            {
                await journal.StepAsync($"The answer was lost ({exception.Message}); looking whether the container is being made.");
                await source.SettleAsync(client, abort: false, context.CancellationToken);
                await remote.SettleAsync(context.CancellationToken);
                var state = await remote.LocateAsync(context.CancellationToken);
                if (state is not { Config.Lock: null } || !state.IsOwnedBy(row)) throw;
                return remote;
            }
            catch (RemoteApiException exception) when (IsStorageFull(exception))
            {
                throw new RemoteApiException(
                    ErrorIds.StorageFull, ClusterErrorKind.RemoteApi,
                    $"Storage {readiness.Storage} of node {plan.Node.Name} has no room for a disk of {row.Disk} GiB: {exception.Message}",
                    "Free space on the storage, ask for a smaller -Disk, or name another -Storage.", readiness.Storage, exception)
                {
                    HttpStatus = exception.HttpStatus,
                    ReasonPhrase = exception.ReasonPhrase,
                    Request = exception.Request,
                    FieldErrors = exception.FieldErrors,
                    Task = exception.Task,
                };
            }
        }
    }

    private async Task<Upid> SendAsync(ProxmoxClient client, CreationSource source, ContainerCreateRequest request)
    {
        context.CancellationToken.ThrowIfCancellationRequested();
        try
        {
            return await PatientRequest.SendAsync(token => source.SendAsync(client, request, token), context.CancellationToken);
        }
        catch (Exception exception) when (exception is OperationCanceledException or RemoteApiException { IsAmbiguous: true, Kind: ClusterErrorKind.Timeout })
        {
            _isOutcomeUnknown = true;
            throw;
        }
    }

    private async Task MoveOnAsync(ContainerEntity row)
    {
        var taken = row.ContainerId!.Value;
        row.ContainerId = await store.WriteAsync(
            async db =>
            {
                var next = await ContainerIdPool.TakeLowestAsync(db, plan.Node.SiteId, taken + 1, context.CancellationToken);
                await db.ChangeContainerAsync(row.Id, container => container.ContainerId = next, context.CancellationToken);
                return next;
            },
            context,
            durable: true);
    }

    private ContainerCreateRequest Request(ContainerEntity row, NodeReadiness readiness) => new()
    {
        VmId = row.ContainerId!.Value,
        OsTemplate = readiness.Template,
        Hostname = plan.Hostname,
        Cores = _draft.Cores,
        MemoryMiB = _draft.Memory,
        SwapMiB = _draft.Swap,
        RootStorage = readiness.Storage,
        DiskGiB = _draft.Disk,
        Net0 = ContainerRequest.Network(plan, row),
        SearchDomain = plan.Node.Site.InternalDomain,
        SshPublicKeys = plan.SshPublicKey,
        Password = _draft.Password?.Reveal(),
        Unprivileged = !_draft.Privileged,
        Nesting = _draft.Nesting,
        OnBoot = _draft.OnBoot ? true : null,
        Description = OwnershipMark.Append(plan.Description, row.OwnershipId),
        Tags = plan.Tags.Count == 0 ? null : [.. plan.Tags],
    };

    private Task<int> TakeAsync(ContainerEntity row, ContainerConfig config) => store.WriteAsync(
        db => db.ChangeContainerAsync(row.Id, container => ContainerObservation.Take(container, config), CancellationToken.None), context);

    private async Task StartAsync(ProxmoxClient client, RemoteContainer remote, ContainerEntity row, JobJournal journal)
    {
        await journal.StepAsync($"Starting {remote.Label}.", 70);
        await remote.StartAsync(context.CancellationToken);
        if (_draft.Dhcp) await DhcpAddress.TakeOverAsync(client, store, plan, row, journal, context);
    }

    private async Task RecordAsync(ContainerEntity row, JobJournal journal)
    {
        var status = _draft.Start ? ContainerStatus.Running : ContainerStatus.Stopped;
        await ContainerState.RecordAsync(store, context, row.Id, status);
        await journal.EndAsync(JobState.Success, $"Container {plan.Hostname} ({row.ContainerId}) on node {plan.Node.Name} is {(_draft.Start ? "running" : "ready")}.");
    }

    private static bool IsStorageFull(RemoteApiException exception) =>
        new[] { "no space left", "not enough free space", "insufficient free space", "out of space", "data space is full", "quota exceeded" }
            .Any(text => exception.Message.Contains(text, StringComparison.OrdinalIgnoreCase));
}
