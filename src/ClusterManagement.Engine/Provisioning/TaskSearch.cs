using ClusterManagement.Providers.Proxmox;

namespace ClusterManagement.Engine.Provisioning;

/// <summary>Finds the task that a request started whose answer was lost.</summary>
/// <param name="client">The client of the container's cluster.</param>
/// <param name="container">The container the task works on.</param>
internal sealed class TaskSearch(ProxmoxClient client, RemoteContainer container)
{
    // Start times are whole seconds.
    private static readonly TimeSpan Grain = TimeSpan.FromSeconds(1);

    // A request that is on its way may take a moment until its task is to be seen.
    private static readonly TimeSpan[] Pauses = [TimeSpan.Zero, TimeSpan.FromMilliseconds(300), TimeSpan.FromSeconds(1)];

    private readonly HashSet<Upid> _others = [];

    /// <summary>Notes a task that is known, and so is not the one that is missing.</summary>
    /// <param name="task">The task.</param>
    public void Exclude(Upid task) => _others.Add(task);

    /// <summary>Looks for a task of our own, started not before a moment.</summary>
    /// <param name="type">Its type; null takes any.</param>
    /// <param name="since">The moment, by the server's clock.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>The task, or null when there is none or nobody can tell.</returns>
    public async Task<Upid?> FindAsync(string? type, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var user = client.Endpoint.UserOrTokenId.Split('!')[0];
        foreach (var pause in Pauses)
        {
            await Task.Delay(pause, cancellationToken);
            try
            {
                var tasks = await client.GetTasksAsync(container.Node, container.Id, ProxmoxTaskSource.All, null, cancellationToken);
                var own = tasks.FirstOrDefault(task => task.User == user && (type is null || task.Type == type)
                    && task.StartedAt >= since - Grain && !_others.Contains(task.Upid));
                if (own is not null) return own.Upid;
            }
            catch (RemoteApiException)
            {
                // Whoever cannot list tasks looks at the container next.
            }
        }

        return null;
    }
}
