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
    /// <summary>The node it is on: the one it should be on, or where <see cref="LocateAsync"/> found it.</summary>
    public string Node { get; private set; } = node;

    /// <summary>Its CTID.</summary>
    public int Id => containerId;

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
    /// <exception cref="ClusterException"><c>ContainerMissing</c>: it is not there, or cannot be told to be the row's.</exception>
    public async Task<RemoteState> LocateOwnAsync(ContainerEntity row, CancellationToken cancellationToken)
    {
        var state = await LocateAsync(cancellationToken);
        if (state?.IsKnownAs(row) == true) return state;
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
    public Task StartAsync(CancellationToken cancellationToken) => new RemoteOperation(client, this, $"Starting {Label}", timeout, context)
    {
        Start = () => client.StartAsync(Node, containerId, cancellationToken),
        IsDone = ProxmoxErrors.IsAlreadyRunning,
        IsReached = static state => state is { IsRunning: true },
    }.RunAsync(cancellationToken);

    /// <summary>Shuts it down and waits until it has ended.</summary>
    /// <param name="patience">How long it may take to end by itself.</param>
    /// <param name="force">True to cut it off when that time is over.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task ShutdownAsync(TimeSpan patience, bool force, CancellationToken cancellationToken) =>
        new RemoteOperation(client, this, $"Shutting down {Label}", timeout, context)
        {
            Start = () => client.ShutdownAsync(Node, containerId, patience, force, cancellationToken),
            IsDone = ProxmoxErrors.IsNotRunning,
            IsReached = static state => state is { IsRunning: false },
        }.RunAsync(cancellationToken);

    /// <summary>Cuts it off.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task StopAsync(CancellationToken cancellationToken) => new RemoteOperation(client, this, $"Stopping {Label}", timeout, context)
    {
        Start = () => client.StopAsync(Node, containerId, cancellationToken),
        IsDone = ProxmoxErrors.IsNotRunning,
        IsReached = static state => state is { IsRunning: false },
    }.RunAsync(cancellationToken);

    /// <summary>Shuts it down and starts it again.</summary>
    /// <param name="patience">How long it may take to end by itself.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task RebootAsync(TimeSpan patience, CancellationToken cancellationToken) =>
        new RemoteOperation(client, this, $"Restarting {Label}", timeout, context)
        {
            Start = () => client.RebootAsync(Node, containerId, patience, cancellationToken),
        }.RunAsync(cancellationToken);

    /// <summary>Destroys it with its disks, and takes it out of backup jobs, replication and high availability.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task DeleteAsync(CancellationToken cancellationToken) => new RemoteOperation(client, this, $"Removing {Label}", timeout, context)
    {
        Start = () => client.DeleteContainerAsync(
            Node, containerId, force: false, purge: true, destroyUnreferencedDisks: true, cancellationToken),
        IsDone = ProxmoxErrors.IsContainerMissing,
        IsReached = static state => state is null,
    }.RunAsync(cancellationToken);

    /// <summary>Runs a task, waits for its end and passes its warnings on.</summary>
    /// <param name="what">What is done, at the start of a sentence.</param>
    /// <param name="start">Starts the task.</param>
    /// <param name="isDone">True for an error that says that there is nothing to do.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task RunAsync(string what, Func<Task<Upid>> start, Func<RemoteApiException, bool> isDone, CancellationToken cancellationToken) =>
        RunAsync(what, start, isDone, null, cancellationToken);

    /// <summary>Runs a task, waits for its end and passes its warnings on. Finds out what became of it when its answer is lost.</summary>
    /// <param name="what">What is done, at the start of a sentence.</param>
    /// <param name="start">Starts the task.</param>
    /// <param name="isDone">True for an error that says that there is nothing to do.</param>
    /// <param name="isReached">
    /// Tells from the container, null when it is gone, whether the aim is reached; with it the task is started once more when it
    /// came to nothing. Null when only the task can tell.
    /// </param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task RunAsync(
        string what,
        Func<Task<Upid>> start,
        Func<RemoteApiException, bool> isDone,
        Func<RemoteState?, bool>? isReached,
        CancellationToken cancellationToken) => new RemoteOperation(client, this, what, timeout, context)
        {
            Start = start,
            IsDone = isDone,
            IsReached = isReached,
        }.RunAsync(cancellationToken);

    /// <summary>
    /// Makes a change that is done when its answer comes, such as one of the configuration. Waits for a lock; when the answer is
    /// lost, looks at the container and makes the change once more if it is not there.
    /// </summary>
    /// <param name="what">What is done, at the start of a sentence.</param>
    /// <param name="change">Makes the change.</param>
    /// <param name="isReached">Tells from the container, null when it is gone, whether the change is there.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task ChangeAsync(string what, Func<Task> change, Func<RemoteState?, bool> isReached, CancellationToken cancellationToken)
    {
        var wait = new LockWait(client, this, what, timeout, context);
        for (var isSecond = false; ;)
        {
            try
            {
                await change();
                return;
            }
            catch (RemoteApiException error) when (ProxmoxErrors.IsLocked(error))
            {
                await wait.WaitAsync(error, cancellationToken);
            }
            catch (RemoteApiException error) when (error.IsAmbiguous)
            {
                context.Verbose($"{what}: {error.Message} Looking what became of it.");
                if (isReached(await LocateAsync(cancellationToken))) return;
                if (isSecond) throw;
                isSecond = true;
            }
        }
    }

    private async Task<RemoteState?> ReadAsync(CancellationToken cancellationToken)
    {
        var config = await client.GetContainerConfigAsync(Node, containerId, cancellationToken);
        if (config is null) return null;
        var status = await client.GetContainerStatusAsync(Node, containerId, cancellationToken);
        return new RemoteState(containerId, Node, status is { IsRunning: true }, OwnershipMark.Find(config.Description), config);
    }
}
