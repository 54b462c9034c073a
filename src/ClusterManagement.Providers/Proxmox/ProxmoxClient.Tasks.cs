using ClusterManagement.Providers.Proxmox.Json;
using ClusterManagement.Providers.Proxmox.Transport;

namespace ClusterManagement.Providers.Proxmox;

// Tasks: asked about at the node their identifier names.
public sealed partial class ProxmoxClient
{
    private const int LogPage = 500;

    /// <summary><c>GET /nodes/{node}/tasks</c>: tasks of a node, the newest first.</summary>
    /// <param name="node">The node's name.</param>
    /// <param name="vmid">The container they work on; null lists all.</param>
    /// <param name="source">Finished ones, running ones or both.</param>
    /// <param name="limit">How many at most; null leaves it to Proxmox (50).</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public Task<IReadOnlyList<ProxmoxTask>> GetTasksAsync(
        string node, int? vmid, ProxmoxTaskSource source, int? limit, CancellationToken cancellationToken) =>
        ListAsync(
            ApiPath.Of("nodes", node, "tasks"),
            ProxmoxJson.Default.ProxmoxTaskArray,
            cancellationToken,
            Parameters(("vmid", Number(vmid)), ("source", source.ToString().ToLowerInvariant()), ("limit", Number(limit))));

    /// <summary><c>GET /nodes/{node}/tasks/{upid}/status</c>: how a task does.</summary>
    /// <param name="task">The task.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public Task<ProxmoxTask> GetTaskStatusAsync(Upid task, CancellationToken cancellationToken) =>
        GetAsync(ApiPath.Task(task, "status"), ProxmoxJson.Default.ProxmoxTask, cancellationToken);

    /// <summary>
    /// <c>GET /nodes/{node}/tasks/{upid}/log</c>: the whole log of a task so far, page by page; empty when nothing was written.
    /// </summary>
    /// <param name="task">The task.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<IReadOnlyList<TaskLogLine>> GetTaskLogAsync(Upid task, CancellationToken cancellationToken)
    {
        var log = new List<TaskLogLine>();
        while (true)
        {
            var page = await GetLogPageAsync(task, log.Count, LogPage, cancellationToken);
            log.AddRange(page);
            if (page.Count < LogPage)
            {
                return log;
            }
        }
    }

    /// <summary><c>DELETE /nodes/{node}/tasks/{upid}</c>: aborts a task; a container it was creating is taken back.</summary>
    /// <param name="task">The task.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public Task StopTaskAsync(Upid task, CancellationToken cancellationToken) =>
        _transport.SendAsync(new ApiRequest(HttpMethod.Delete, ApiPath.Task(task)), _wire, cancellationToken);

    /// <summary>Waits until a task ends, well or badly: <see cref="TaskResult.EnsureSuccess"/> tells which.</summary>
    /// <param name="task">The task.</param>
    /// <param name="timeout">How long to wait; the task goes on when the time is over.</param>
    /// <param name="progress">Receives the task's newest log line about once a second.</param>
    /// <param name="cancellationToken">Stops waiting; the task goes on.</param>
    /// <exception cref="RemoteApiException">Time is over (<c>Timeout</c>), or the node no longer knows the task.</exception>
    public Task<TaskResult> WaitForTaskAsync(
        Upid task, TimeSpan timeout, IProgress<TaskProgress>? progress, CancellationToken cancellationToken) =>
        new TaskWaiter(this, _transport.Time, _transport.Pace, task, timeout, progress).WaitAsync(cancellationToken);

    internal async Task<IReadOnlyList<TaskLogLine>> GetLogPageAsync(Upid task, int start, int limit, CancellationToken cancellationToken)
    {
        var lines = await ListAsync(
            ApiPath.Task(task, "log"),
            ProxmoxJson.Default.TaskLogLineArray,
            cancellationToken,
            Parameters(("start", Number(start)), ("limit", Number(limit))));

        // Proxmox fills an empty log, or a page behind the end, with one line that is not in the file.
        return lines is [{ Text: "no content" }] ? [] : lines;
    }
}
