using ClusterManagement.Data.Entities;
using ClusterManagement.Providers.Proxmox;

namespace ClusterManagement.Engine.Provisioning;

/// <summary>One container on Proxmox, looked at and handled with the care that ownership asks for.</summary>
/// <param name="client">The client of the cluster it is in.</param>
/// <param name="node">The node it should be on.</param>
/// <param name="containerId">Its CTID.</param>
/// <param name="timeout">How long one task may take.</param>
/// <param name="context">The operation's context.</param>
internal sealed class RemoteContainer(ProxmoxClient client, string node, int containerId, TimeSpan timeout, IOperationContext context)
{
    private const int LockTries = 5;
    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(500);

    /// <summary>The node it is on: the one it should be on, or where <see cref="LocateAsync"/> found it.</summary>
    public string Node { get; private set; } = node;

    /// <summary>How messages call it.</summary>
    public string Label => $"container {containerId} on node {Node}";

    /// <summary>Finds the container, wherever in the cluster it went.</summary>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>Its state and configuration, or null when the cluster has no container of that id.</returns>
    public async Task<RemoteState?> LocateAsync(CancellationToken cancellationToken)
    {
        var state = await ReadAsync(cancellationToken);
        if (state is not null) return state;
        var resources = await client.GetResourcesAsync(ProxmoxResourceType.Vm, cancellationToken);
        var elsewhere = resources.FirstOrDefault(resource => resource.VmId == containerId && resource.Type == "lxc")?.Node;
        if (elsewhere is null || elsewhere == Node) return null;
        Node = elsewhere;
        return await ReadAsync(cancellationToken);
    }

    /// <summary>Finds the container and refuses one that is not a row's, before it is changed.</summary>
    /// <param name="row">The row.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="ClusterException"><c>ContainerMissing</c>: it is not there, or does not carry the row's mark.</exception>
    public async Task<RemoteState> LocateOwnAsync(ContainerEntity row, CancellationToken cancellationToken)
    {
        var state = await LocateAsync(cancellationToken);
        if (state?.IsOwnedBy(row) == true) return state;
        throw new ClusterException(
            ErrorIds.ContainerMissing, ClusterErrorKind.NotFound,
            $"{Label} does not exist on Proxmox, or is not the container of {row.Hostname}; nothing was changed.",
            $"Look at it with Get-ClusterContainer {row.Hostname}, and remove the registration if it is gone.", row.Hostname);
    }

    /// <summary>Waits for tasks that somebody started on the container and that still run.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        var tasks = await client.GetTasksAsync(Node, containerId, ProxmoxTaskSource.Active, null, cancellationToken);
        foreach (var task in tasks.Where(task => task.IsRunning))
        {
            context.Verbose($"Waiting for the task {task.Type} that still works on {Label}.");
            await client.WaitForTaskAsync(task.Upid, timeout, null, cancellationToken);
        }
    }

    /// <summary>Starts it and waits until it runs.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task StartAsync(CancellationToken cancellationToken) => RunAsync(
        $"Starting {Label}", () => client.StartAsync(Node, containerId, cancellationToken), ProxmoxErrors.IsAlreadyRunning, cancellationToken);

    /// <summary>Shuts it down and waits until it has ended.</summary>
    /// <param name="patience">How long it may take to end by itself.</param>
    /// <param name="force">True to cut it off when that time is over.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task ShutdownAsync(TimeSpan patience, bool force, CancellationToken cancellationToken) => RunAsync(
        $"Shutting down {Label}", () => client.ShutdownAsync(Node, containerId, patience, force, cancellationToken), ProxmoxErrors.IsNotRunning, cancellationToken);

    /// <summary>Cuts it off.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task StopAsync(CancellationToken cancellationToken) => RunAsync(
        $"Stopping {Label}", () => client.StopAsync(Node, containerId, cancellationToken), ProxmoxErrors.IsNotRunning, cancellationToken);

    /// <summary>Shuts it down and starts it again.</summary>
    /// <param name="patience">How long it may take to end by itself.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task RebootAsync(TimeSpan patience, CancellationToken cancellationToken) => RunAsync(
        $"Restarting {Label}", () => client.RebootAsync(Node, containerId, patience, cancellationToken), static _ => false, cancellationToken);

    /// <summary>Destroys it with its disks, and takes it out of backup jobs, replication and high availability.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task DeleteAsync(CancellationToken cancellationToken)
    {
        try
        {
            await RunAsync(
                $"Removing {Label}",
                () => client.DeleteContainerAsync(Node, containerId, force: false, purge: true, destroyUnreferencedDisks: true, cancellationToken),
                ProxmoxErrors.IsContainerMissing,
                cancellationToken);
        }
        catch (RemoteApiException exception) when (exception.IsAmbiguous && exception.Kind != ClusterErrorKind.Timeout)
        {
            // The answer was lost on the way: what became of the container decides.
            await SettleAsync(cancellationToken);
            if (await ReadAsync(cancellationToken) is not null) throw;
        }
    }

    /// <summary>Runs a task, waits for its end and passes its warnings on.</summary>
    /// <param name="what">What is done, at the start of a sentence.</param>
    /// <param name="start">Starts the task.</param>
    /// <param name="isDone">True for an error that says that there is nothing to do.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task RunAsync(string what, Func<Task<Upid>> start, Func<RemoteApiException, bool> isDone, CancellationToken cancellationToken)
    {
        for (var i = 1; ; i++)
        {
            try
            {
                var task = await start();
                var result = await client.WaitForTaskAsync(task, timeout, Progress(what), cancellationToken);
                foreach (var warning in result.EnsureSuccess(what).Warnings) context.Warning($"{what}: {warning}");
                return;
            }
            catch (RemoteApiException exception) when (isDone(exception))
            {
                context.Verbose($"{what}: {exception.Message}");
                return;
            }
            catch (RemoteApiException exception) when (i < LockTries && ProxmoxErrors.IsLockTimeout(exception))
            {
                // Proxmox waited ten seconds for a lock and did nothing, so the same request may be sent again.
                context.Verbose($"{what}: {exception.Message} Trying again.");
                await Task.Delay(LockPause * i, cancellationToken);
            }
        }
    }

    private Progress<TaskProgress> Progress(string what) => new(
        progress => context.Progress(new OperationProgress(what, progress.LastLine ?? $"{progress.Elapsed.TotalSeconds:0} s")));

    private async Task<RemoteState?> ReadAsync(CancellationToken cancellationToken)
    {
        var config = await client.GetContainerConfigAsync(Node, containerId, cancellationToken);
        if (config is null) return null;
        var status = await client.GetContainerStatusAsync(Node, containerId, cancellationToken);
        return new RemoteState(containerId, Node, status is { IsRunning: true }, OwnershipMark.Find(config.Description), config);
    }
}
