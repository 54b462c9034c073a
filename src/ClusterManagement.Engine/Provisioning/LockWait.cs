using System.Diagnostics;
using ClusterManagement.Providers.Proxmox;

namespace ClusterManagement.Engine.Provisioning;

/// <summary>
/// Waits until another operation lets go of a container: as long as the own task might take while the holder is seen at work, and
/// briefly when nobody is, for a lock that a crash left goes away by itself never.
/// </summary>
/// <param name="client">The client of the container's cluster.</param>
/// <param name="container">The container.</param>
/// <param name="what">What is waiting, at the start of a sentence.</param>
/// <param name="timeout">How long one task may take.</param>
/// <param name="context">The operation's context.</param>
internal sealed class LockWait(ProxmoxClient client, RemoteContainer container, string what, TimeSpan timeout, IOperationContext context)
{
    private static readonly TimeSpan BlindPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private readonly Stopwatch _waited = new();
    private TimeSpan _pause = FirstPause;

    /// <summary>Waits.</summary>
    /// <param name="refusal">The error that named the lock.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="RemoteApiException"><c>ContainerLocked</c>: it was not let go in time.</exception>
    public async Task WaitAsync(RemoteApiException refusal, CancellationToken cancellationToken)
    {
        _waited.Start();
        while (true)
        {
            var config = await client.GetContainerConfigAsync(container.Node, container.Id, cancellationToken);
            var holder = config?.Lock is null ? null : await HolderAsync(config.Lock, cancellationToken);
            var patience = holder is null && BlindPatience < timeout ? BlindPatience : timeout;
            if (_waited.Elapsed >= patience) throw Locked(refusal, config?.Lock, holder);
            context.Verbose($"{what}: {container.Label} is locked{(holder is null ? string.Empty : $" by task {holder.Type}")}, waiting.");
            context.Progress(new OperationProgress(what, $"waiting for the lock {config?.Lock}"));
            await Task.Delay(_pause, cancellationToken);
            _pause = _pause * 2 < LongestPause ? _pause * 2 : LongestPause;

            // The lock is gone, or was never to be seen: the next attempt tells.
            if (config?.Lock is null) return;
        }
    }

    private async Task<ProxmoxTask?> HolderAsync(string lockName, CancellationToken cancellationToken)
    {
        try
        {
            // A backup of many containers carries the name of none.
            var tasks = await client.GetTasksAsync(container.Node, null, ProxmoxTaskSource.Active, null, cancellationToken);
            return tasks.FirstOrDefault(task => task.IsRunning && task.Upid.VmId == container.Id)
                ?? tasks.FirstOrDefault(task => task.IsRunning && lockName == "backup" && task.Type == "vzdump" && task.Id.Length == 0);
        }
        catch (RemoteApiException)
        {
            return null;
        }
    }

    private RemoteApiException Locked(RemoteApiException refusal, string? lockName, ProxmoxTask? holder)
    {
        var label = $"{char.ToUpperInvariant(container.Label[0])}{container.Label[1..]}";
        var name = lockName is null ? string.Empty : $" ({lockName})";
        var waited = $"{_waited.Elapsed.TotalSeconds:0} s";
        var message = holder is null
            ? $"{label} is locked{name}, and no task that {client.Endpoint.UserOrTokenId} can see holds it. {what} was given up after {waited}."
            : $"{label} is locked{name} by the task {holder.Type} that {holder.User} started on node {holder.Node} at "
                + $"{holder.StartedAt?.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC. {what} was given up after {waited}.";
        var advice = holder is null
            ? $"Make sure on node {container.Node} that nothing works on it any more; a crash leaves its lock behind. Then free it there: pct unlock {container.Id}"
            : $"Wait for that task, or stop it on node {container.Node} if it hangs ({holder.UpidText}); then try again.";
        return new RemoteApiException(ErrorIds.ContainerLocked, ClusterErrorKind.InUse, message, advice, container.Id, refusal)
        {
            HttpStatus = refusal.HttpStatus,
            ReasonPhrase = refusal.ReasonPhrase,
            Request = refusal.Request,
            Task = refusal.Task,
        };
    }
}
