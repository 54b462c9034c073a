using ClusterManagement.Data.Entities;
using ClusterManagement.Engine.Jobs;
using ClusterManagement.Engine.Provisioning;
using ClusterManagement.Engine.Storage;

namespace ClusterManagement.Engine.Containers;

/// <summary>Removes a container: on Proxmox first, and only if it is this row's; then the row, which frees what it held.</summary>
/// <param name="store">The database.</param>
/// <param name="proxmox">The way to the node's API.</param>
/// <param name="row">The container, with its node.</param>
/// <param name="options">How.</param>
/// <param name="context">The operation's context.</param>
internal sealed class ContainerRemover(
    ClusterStore store, ProxmoxGateway proxmox, ContainerEntity row, ContainerRemoval options, IOperationContext context)
{
    /// <summary>The name of the job that removes a container.</summary>
    /// <param name="hostname">The container.</param>
    public static string JobName(string hostname) => $"Remove container {hostname}";

    /// <summary>Removes the container.</summary>
    public async Task RunAsync()
    {
        if (options.NoProvision || row.ContainerId is null)
        {
            await ForgetAsync();
            return;
        }

        // Made before the job, so that a node without a credential is refused without a trace.
        using var client = proxmox.Connect(row.Node, context);
        var journal = await JobJournal.StartAsync(store, context, JobName(row.Hostname), row.Hostname);
        await journal.RunAsync(async () =>
        {
            var remote = new RemoteContainer(client, row.Node.Name, row.ContainerId.Value, options.Timeout, context);
            await RemoveRemoteAsync(remote, journal);
            await ForgetAsync();
            await journal.EndInterruptedAsync(row.Hostname);
            return true;
        });
    }

    private async Task RemoveRemoteAsync(RemoteContainer remote, JobJournal journal)
    {
        var token = context.CancellationToken;

        // A create that was interrupted may still be at work there.
        await remote.SettleAsync(token);
        var state = await remote.LocateAsync(token);
        if (state is null)
        {
            await journal.StepAsync($"{remote.Label} does not exist on Proxmox.");
            return;
        }

        if (!state.IsOwnedBy(row))
        {
            context.Warning(state.IsKnownAs(row)
                ? $"{remote.Label} was adopted and does not carry the mark of {row.Hostname}, so it is left alone. Only the registration goes. To remove such a container, mark it first: Set-ClusterContainer -TakeOwnership."
                : $"{remote.Label} does not carry the mark of {row.Hostname}: it belongs to somebody else and is left alone. Only the registration goes.");
            await journal.StepAsync($"{remote.Label} does not carry the mark and is left alone.");
            return;
        }

        if (state.IsRunning)
        {
            if (!options.Force)
            {
                throw new ObjectInUseException(
                    Nouns.Container, row.Hostname,
                    $"Container {row.Hostname} ({row.ContainerId}) on node {remote.Node} is running.",
                    $"Stop it first with Stop-ClusterContainer {row.Hostname}, or use -Force.");
            }

            await journal.StepAsync($"Stopping {remote.Label}.", 30);
            await remote.StopAsync(token);
        }

        await journal.StepAsync($"Removing {remote.Label}.", 60);
        await remote.DeleteAsync(token);
    }

    private Task<int> ForgetAsync() => store.WriteAsync(
        db => db.RemoveContainerAsync(row.Id, CancellationToken.None), context, CancellationToken.None);
}
