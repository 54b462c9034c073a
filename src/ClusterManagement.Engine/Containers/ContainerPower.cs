using System.Diagnostics;
using ClusterManagement.Data.Entities;
using ClusterManagement.Engine.Jobs;
using ClusterManagement.Engine.Provisioning;
using ClusterManagement.Engine.Storage;
using ClusterManagement.Providers.Proxmox;

namespace ClusterManagement.Engine.Containers;

/// <summary>Starts, stops and restarts a container, and records the state it ends in.</summary>
/// <param name="store">The database.</param>
/// <param name="proxmox">The way to the node's API.</param>
/// <param name="row">The container, with its node.</param>
/// <param name="context">The operation's context.</param>
internal sealed class ContainerPower(ClusterStore store, ProxmoxGateway proxmox, ContainerEntity row, IOperationContext context)
{
    /// <summary>Does what is asked.</summary>
    /// <param name="request">What.</param>
    public async Task RunAsync(PowerRequest request)
    {
        using var client = proxmox.Connect(row.Node, context);

        // The task gets a little longer than the shutdown inside it, so that its own answer arrives.
        var remote = new RemoteContainer(client, row.Node.Name, row.ContainerId!.Value, request.Timeout + TimeSpan.FromSeconds(10), context);
        var state = await remote.LocateAsync(context.CancellationToken) ?? throw await MissingAsync(remote);
        state.RefuseForeign(row);
        if (IsDone(request.Action, state.IsRunning))
        {
            context.Verbose($"{remote.Label} is {(state.IsRunning ? "running" : "stopped")} already.");
            await ContainerState.RecordAsync(store, context, row.Id, state.IsRunning ? ContainerStatus.Running : ContainerStatus.Stopped);
            return;
        }

        var journal = await JobJournal.StartAsync(store, context, $"{request.Action} container {row.Hostname}", row.Hostname);
        await journal.RunAsync(async () =>
        {
            await ActOrLookAsync(client, remote, request, state.IsRunning, journal);
            await ContainerState.RecordAsync(store, context, row.Id, request.Action == PowerAction.Stop ? ContainerStatus.Stopped : ContainerStatus.Running);
            return true;
        });
    }

    private static bool IsDone(PowerAction action, bool isRunning) => action switch
    {
        PowerAction.Start => isRunning,
        PowerAction.Stop => !isRunning,
        _ => false,
    };

    // The answer was lost on the way: whether the container is as it should be decides, and nothing is sent twice.
    private async Task ActOrLookAsync(ProxmoxClient client, RemoteContainer remote, PowerRequest request, bool isRunning, JobJournal journal)
    {
        var watch = Stopwatch.StartNew();
        try
        {
            await ActAsync(remote, request, isRunning, journal);
        }
        catch (RemoteApiException exception) when (exception.IsAmbiguous && exception.Kind != ClusterErrorKind.Timeout)
        {
            await journal.StepAsync($"The answer was lost ({exception.Message}); looking at {remote.Label}.");
            await remote.SettleAsync(context.CancellationToken);
            var status = await client.GetContainerStatusAsync(remote.Node, row.ContainerId!.Value, context.CancellationToken);
            var isDone = request.Action == PowerAction.Restart
                ? status is { IsRunning: true } && status.UptimeSeconds <= watch.Elapsed.TotalSeconds + 1
                : status is not null && IsDone(request.Action, status.IsRunning);
            if (!isDone) throw;
        }
    }

    private async Task ActAsync(RemoteContainer remote, PowerRequest request, bool isRunning, JobJournal journal)
    {
        var token = context.CancellationToken;
        switch (request.Action)
        {
            case PowerAction.Stop:
                await journal.StepAsync($"Shutting down {remote.Label}.", 20);
                await ShutDownAsync(remote, request, token);
                break;
            case PowerAction.Restart when isRunning:
                await journal.StepAsync($"Restarting {remote.Label}.", 20);
                if (request.Force)
                {
                    await ShutDownAsync(remote, request, token);
                    await remote.StartAsync(token);
                }
                else
                {
                    await remote.RebootAsync(request.Timeout, token);
                }

                break;
            default:
                await journal.StepAsync($"Starting {remote.Label}.", 20);
                await remote.StartAsync(token);
                break;
        }
    }

    private async Task ShutDownAsync(RemoteContainer remote, PowerRequest request, CancellationToken cancellationToken)
    {
        try
        {
            await remote.ShutdownAsync(request.Timeout, request.Force, cancellationToken);
        }
        catch (RemoteApiException exception) when (!request.Force && exception.Task is not null)
        {
            throw new RemoteApiException(
                ErrorIds.Timeout, ClusterErrorKind.Timeout,
                $"Container {row.Hostname} ({row.ContainerId}) on node {remote.Node} did not shut down within {request.Timeout.TotalSeconds:0} s: {exception.Message}",
                "Give it longer with -Timeout, or cut it off with -Force.", row.Hostname, exception)
            {
                Task = exception.Task,
            };
        }
    }

    private async Task<ClusterException> MissingAsync(RemoteContainer remote)
    {
        await ContainerState.RecordAsync(store, context, row.Id, ContainerStatus.Missing, $"{remote.Label} does not exist on Proxmox.");
        return new ClusterException(
            ErrorIds.ContainerMissing, ClusterErrorKind.NotFound,
            $"Container {row.Hostname} does not exist on Proxmox any more: no node of the cluster has CTID {row.ContainerId}.",
            $"Restore it from a backup, or remove its registration with Remove-ClusterContainer {row.Hostname}.", row.Hostname);
    }
}
