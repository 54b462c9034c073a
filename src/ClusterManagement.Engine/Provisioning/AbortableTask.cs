using ClusterManagement.Providers.Proxmox;

namespace ClusterManagement.Engine.Provisioning;

/// <summary>Tasks that are aborted when their operation is cancelled, because half of their work is worth nothing.</summary>
internal static class AbortableTask
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Runs a task on a container; Proxmox undoes it after an abort.</summary>
    /// <param name="remote">The container.</param>
    /// <param name="client">The client of its cluster.</param>
    /// <param name="what">What is done, at the start of a sentence.</param>
    /// <param name="start">Starts the task; its token ends the waiting for the answer.</param>
    /// <param name="cancellationToken">Ends the waiting, and the task.</param>
    public static async Task RunAbortableAsync(
        this RemoteContainer remote, ProxmoxClient client, string what, Func<CancellationToken, Task<Upid>> start, CancellationToken cancellationToken)
    {
        Upid? task = null;
        try
        {
            await remote.RunAsync(what, Start, static _ => false, cancellationToken);
        }
        catch (OperationCanceledException) when (task is not null)
        {
            await AbortAsync(client, task.Value);
            throw;
        }

        async Task<Upid> Start()
        {
            var started = await PatientRequest.SendAsync(start, cancellationToken);
            task = started;
            return started;
        }
    }

    /// <summary>Aborts a task and waits until it has ended; a node that does not let it go is left with it.</summary>
    /// <param name="client">The client of its cluster.</param>
    /// <param name="task">The task.</param>
    public static async Task AbortAsync(ProxmoxClient client, Upid task)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await client.StopTaskAsync(task, patience.Token);
            await client.WaitForTaskAsync(task, Patience, null, patience.Token);
        }
        catch (Exception exception) when (exception is ClusterException or OperationCanceledException)
        {
            // The operation ends by its cancellation, whatever the node says to this.
        }
    }
}
