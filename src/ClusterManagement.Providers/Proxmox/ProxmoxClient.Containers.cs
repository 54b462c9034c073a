using ClusterManagement.Providers.Proxmox.Json;
using ClusterManagement.Providers.Proxmox.Transport;

namespace ClusterManagement.Providers.Proxmox;

// Containers. What takes time answers with a task at once, and the task may fail: wait for it.
public sealed partial class ProxmoxClient
{
    /// <summary><c>POST /nodes/{node}/lxc</c>: creates a container, without starting it.</summary>
    /// <param name="node">The node's name.</param>
    /// <param name="request">What to create.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public Task<Upid> CreateContainerAsync(string node, ContainerCreateRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return StartTaskAsync(HttpMethod.Post, ApiPath.Of("nodes", node, "lxc"), request.ToForm(), cancellationToken);
    }

    /// <summary><c>GET /nodes/{node}/lxc</c>: the containers of a node.</summary>
    /// <param name="node">The node's name.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public Task<IReadOnlyList<ProxmoxContainer>> ListContainersAsync(string node, CancellationToken cancellationToken) =>
        ListAsync(ApiPath.Of("nodes", node, "lxc"), ProxmoxJson.Default.ProxmoxContainerArray, cancellationToken);

    /// <summary>
    /// <c>GET /nodes/{node}/lxc/{vmid}/config</c>: a container's configuration, changes that wait for a restart included.
    /// </summary>
    /// <param name="node">The node's name.</param>
    /// <param name="vmid">The container's id.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>Null when the node has no such container; another node may.</returns>
    public Task<ContainerConfig?> GetContainerConfigAsync(string node, int vmid, CancellationToken cancellationToken) =>
        OrNullAsync(async () =>
        {
            var options = await GetAsync(
                ApiPath.Container(node, vmid, "config"), ProxmoxJson.Default.DictionaryStringJsonElement, cancellationToken);
            return ContainerConfig.Read(options);
        });

    /// <summary><c>PUT /nodes/{node}/lxc/{vmid}/config</c>: changes options; done when the call returns. No change, no call.</summary>
    /// <param name="node">The node's name.</param>
    /// <param name="vmid">The container's id.</param>
    /// <param name="changes">New values by the options' names in the API.</param>
    /// <param name="delete">Options to take away.</param>
    /// <param name="digest">
    /// The configuration's version; when it has changed since, <see cref="ProxmoxErrors.IsDigestMismatch"/> holds for the error.
    /// </param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task UpdateContainerConfigAsync(
        string node,
        int vmid,
        IReadOnlyDictionary<string, string> changes,
        IReadOnlyCollection<string>? delete,
        string? digest,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(changes);
        if (changes.Count == 0 && delete is null or { Count: 0 })
        {
            return;
        }

        var parameters = changes.OrderBy(change => change.Key, StringComparer.Ordinal).ToList();
        parameters.AddRange(Parameters(("delete", delete is { Count: > 0 } ? string.Join(',', delete) : null), ("digest", digest)));
        var request = new ApiRequest(HttpMethod.Put, ApiPath.Container(node, vmid, "config"), parameters);
        await _transport.SendAsync(request, _wire, cancellationToken);
    }

    /// <summary><c>GET /nodes/{node}/lxc/{vmid}/status/current</c>: a container's state this moment.</summary>
    /// <param name="node">The node's name.</param>
    /// <param name="vmid">The container's id.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>Null when the node has no such container; another node may.</returns>
    public Task<ProxmoxContainer?> GetContainerStatusAsync(string node, int vmid, CancellationToken cancellationToken) =>
        OrNullAsync(() => GetAsync(
            ApiPath.Container(node, vmid, "status", "current"), ProxmoxJson.Default.ProxmoxContainer, cancellationToken));

    /// <summary><c>POST /nodes/{node}/lxc/{vmid}/status/start</c>: starts a container.</summary>
    /// <param name="node">The node's name.</param>
    /// <param name="vmid">The container's id.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public Task<Upid> StartAsync(string node, int vmid, CancellationToken cancellationToken) =>
        StartTaskAsync(HttpMethod.Post, ApiPath.Container(node, vmid, "status", "start"), null, cancellationToken);

    /// <summary><c>POST /nodes/{node}/lxc/{vmid}/status/stop</c>: kills a container at once.</summary>
    /// <param name="node">The node's name.</param>
    /// <param name="vmid">The container's id.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public Task<Upid> StopAsync(string node, int vmid, CancellationToken cancellationToken) =>
        StartTaskAsync(HttpMethod.Post, ApiPath.Container(node, vmid, "status", "stop"), null, cancellationToken);

    /// <summary><c>POST /nodes/{node}/lxc/{vmid}/status/shutdown</c>: asks a container to end.</summary>
    /// <param name="node">The node's name.</param>
    /// <param name="vmid">The container's id.</param>
    /// <param name="timeout">How long it may take, in whole seconds on the wire; null leaves it to Proxmox (60 s).</param>
    /// <param name="forceStop">Whether to kill it when the time is over.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public Task<Upid> ShutdownAsync(string node, int vmid, TimeSpan? timeout, bool forceStop, CancellationToken cancellationToken) =>
        StartTaskAsync(
            HttpMethod.Post,
            ApiPath.Container(node, vmid, "status", "shutdown"),
            Parameters(("timeout", Seconds(timeout)), ("forceStop", Flag(forceStop))),
            cancellationToken);

    /// <summary><c>POST /nodes/{node}/lxc/{vmid}/status/reboot</c>: asks a container to end and starts it again.</summary>
    /// <param name="node">The node's name.</param>
    /// <param name="vmid">The container's id.</param>
    /// <param name="timeout">How long ending may take, in whole seconds on the wire; null leaves it to Proxmox.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public Task<Upid> RebootAsync(string node, int vmid, TimeSpan? timeout, CancellationToken cancellationToken) =>
        StartTaskAsync(
            HttpMethod.Post,
            ApiPath.Container(node, vmid, "status", "reboot"),
            Parameters(("timeout", Seconds(timeout))),
            cancellationToken);

    /// <summary><c>DELETE /nodes/{node}/lxc/{vmid}</c>: destroys a container with its disks.</summary>
    /// <param name="node">The node's name.</param>
    /// <param name="vmid">The container's id.</param>
    /// <param name="force">Whether to stop it first when it runs; locks and protection hold all the same.</param>
    /// <param name="purge">Whether to take it out of backup and replication jobs and high availability too.</param>
    /// <param name="destroyUnreferencedDisks">Whether to destroy disks with its id that its configuration does not name.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public Task<Upid> DeleteContainerAsync(
        string node, int vmid, bool force, bool purge, bool destroyUnreferencedDisks, CancellationToken cancellationToken) =>
        StartTaskAsync(
            HttpMethod.Delete,
            ApiPath.Container(node, vmid),
            Parameters(("force", Flag(force)), ("purge", Flag(purge)), ("destroy-unreferenced-disks", Flag(destroyUnreferencedDisks))),
            cancellationToken);

    /// <summary>
    /// <c>GET /nodes/{node}/lxc/{vmid}/interfaces</c>: what a running container has; empty for one that is stopped or missing.
    /// </summary>
    /// <param name="node">The node's name.</param>
    /// <param name="vmid">The container's id.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<IReadOnlyList<ContainerInterface>> GetInterfacesAsync(string node, int vmid, CancellationToken cancellationToken)
    {
        var answers = await ListAsync(
            ApiPath.Container(node, vmid, "interfaces"), ProxmoxJson.Default.InterfaceAnswerArray, cancellationToken);
        return [.. answers.Select(answer => answer.ToInterface())];
    }

    private static string? Seconds(TimeSpan? time) => time is { } t ? Number((long)Math.Ceiling(t.TotalSeconds)) : null;

    private static async Task<T?> OrNullAsync<T>(Func<Task<T>> read)
        where T : class
    {
        try
        {
            return await read();
        }
        catch (RemoteApiException error) when (ProxmoxErrors.IsContainerMissing(error))
        {
            return null;
        }
    }
}
