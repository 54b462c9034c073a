using System.Collections.Concurrent;
using ClusterManagement.Providers.Proxmox;

namespace ClusterManagement.Engine.Provisioning;

/// <summary>Finds the task that a request started whose answer was lost.</summary>
/// <param name="client">The client of the container's cluster.</param>
/// <param name="container">The container the task works on.</param>
internal sealed class TaskSearch(ProxmoxClient client, RemoteContainer container)
{
    private const int MostFollowed = 4096;

    // Start times are whole seconds, so a task of an operation just before would look like the one that is missing. Every task whose
    // name arrived is known here, whichever operation it was of.
    private static readonly ConcurrentDictionary<(string Place, Upid Task), bool> Followed = new();

    // A request that is on its way may take a moment until its task is to be seen.
    private static readonly TimeSpan[] Pauses = [TimeSpan.Zero, TimeSpan.FromMilliseconds(300), TimeSpan.FromSeconds(1)];

    /// <summary>Notes a task that is known, and so is not one that is missing.</summary>
    /// <param name="task">The task.</param>
    public void Exclude(Upid task)
    {
        if (Followed.Count >= MostFollowed) Followed.Clear();
        Followed[(client.Endpoint.Authority, task)] = true;
    }

    /// <summary>Looks for a task of our own, of the kind a request starts, and not older than the request.</summary>
    /// <param name="error">What became of the request.</param>
    /// <param name="since">The moment, by the server's clock.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>The task, or null when there is none or nobody can tell.</returns>
    public async Task<Upid?> FindAsync(RemoteApiException error, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var types = TypesOf(error.Request ?? string.Empty);
        if (types.Length == 0) return null;
        var earliest = DateTimeOffset.FromUnixTimeSeconds(since.ToUnixTimeSeconds());
        var user = client.Endpoint.UserOrTokenId.Split('!')[0];
        foreach (var pause in Pauses)
        {
            await Task.Delay(pause, cancellationToken);
            try
            {
                var tasks = await client.GetTasksAsync(container.Node, container.Id, ProxmoxTaskSource.All, null, cancellationToken);
                var own = tasks.FirstOrDefault(task => task.User == user && types.Contains(task.Type)
                    && task.StartedAt >= earliest && !Followed.ContainsKey((client.Endpoint.Authority, task.Upid)));
                if (own is not null) return own.Upid;
            }
            catch (RemoteApiException)
            {
                // Whoever cannot list tasks looks at the container next.
            }
        }

        return null;
    }

    private static string[] TypesOf(string request)
    {
        var (method, path) = request.Split(' ', 2) is [var first, var second] ? (first, second.Split('/')) : (string.Empty, []);
        return (method, path) switch
        {
            ("POST", ["", "nodes", _, "lxc"]) => ["vzcreate", "vzrestore"],
            ("DELETE", ["", "nodes", _, "lxc", _]) => ["vzdestroy"],
            ("POST", ["", "nodes", _, "lxc", _, "status", var verb]) => [$"vz{verb}"],
            ("POST", ["", "nodes", _, "lxc", _, "clone"]) => ["vzclone"],
            ("POST", ["", "nodes", _, "lxc", _, "migrate"]) => ["vzmigrate"],
            ("PUT", ["", "nodes", _, "lxc", _, "resize"]) => ["resize"],
            ("POST", ["", "nodes", _, "lxc", _, "snapshot"]) => ["vzsnapshot"],
            ("DELETE", ["", "nodes", _, "lxc", _, "snapshot", _]) => ["vzdelsnapshot"],
            ("POST", ["", "nodes", _, "lxc", _, "snapshot", _, "rollback"]) => ["vzrollback"],
            ("POST", ["", "nodes", _, "vzdump"]) => ["vzdump"],
            _ => [],
        };
    }
}
