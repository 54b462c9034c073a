using ClusterManagement.Data.Entities;
using ClusterManagement.Engine.Jobs;
using ClusterManagement.Engine.Provisioning;
using ClusterManagement.Providers.Proxmox;

namespace ClusterManagement.Engine.Containers;

/// <summary>The changes of a running container that wait for its next start.</summary>
/// <param name="client">The client of the cluster it is in.</param>
/// <param name="remote">The container.</param>
/// <param name="row">Its row.</param>
/// <param name="context">The operation's context.</param>
internal sealed class PendingChanges(ProxmoxClient client, RemoteContainer remote, ContainerEntity row, IOperationContext context)
{
    /// <summary>Says which changes wait, if some do.</summary>
    /// <param name="state">The container's state.</param>
    public async Task WarnAsync(RemoteState state)
    {
        var waiting = await ReadAsync(state);
        if (waiting.Count == 0) return;
        context.Warning(
            $"{remote.Label} runs on with its former {string.Join(", ", waiting)} until its next start: Restart-ClusterContainer {row.Hostname}, or use -Restart.");
    }

    /// <summary>Restarts the container if changes wait for that, and only then.</summary>
    /// <param name="state">The container's state.</param>
    /// <param name="timeout">How long it may take to end.</param>
    /// <param name="journal">Its job.</param>
    public async Task RestartAsync(RemoteState state, TimeSpan timeout, JobJournal journal)
    {
        var waiting = await ReadAsync(state);
        if (waiting.Count == 0)
        {
            await journal.StepAsync($"No change of {remote.Label} waits for a restart.");
            return;
        }

        await journal.StepAsync($"Restarting {remote.Label} for its new {string.Join(", ", waiting)}.", 70);
        await remote.RebootAsync(timeout, context.CancellationToken);
    }

    private async Task<IReadOnlyList<string>> ReadAsync(RemoteState state)
    {
        if (!state.IsRunning) return [];
        var options = await client.GetPendingAsync(remote.Node, row.ContainerId!.Value, context.CancellationToken);
        return [.. options.Where(option => option.IsPending).Select(option => option.Key).Order(StringComparer.Ordinal)];
    }
}
