using System.Collections.Concurrent;
using System.Text.Json;
using ClusterManagement.Providers.Proxmox.Json;

namespace ClusterManagement.Providers.Proxmox.Transport;

/// <summary>
/// Keeps what a node's release does not know from being sent to it. The release is asked for only when a request has something
/// newer, once per node: in an upgrade in steps the nodes of a cluster differ, and the node named in the path decides.
/// </summary>
/// <param name="endpoint">Where is asked.</param>
/// <param name="read">Sends a reading request.</param>
/// <param name="time">The clock.</param>
internal sealed class ReleaseGate(
    ProxmoxEndpoint endpoint, Func<ApiRequest, Action<string>?, CancellationToken, Task<ApiAnswer>> read, TimeProvider time)
{
    private static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, (ProxmoxVersion Version, DateTimeOffset Until)> _known = new(StringComparer.Ordinal);

    /// <summary>The request as the node's release takes it.</summary>
    /// <returns>The same request, or one without values that are defaults the release need not be told.</returns>
    /// <exception cref="RemoteApiException"><c>NodeTooOld</c>: the release cannot do what was asked for.</exception>
    internal async Task<ApiRequest> AdmitAsync(ApiRequest request, Action<string>? wire, CancellationToken cancellationToken)
    {
        var newer = NewerOption.All.Where(option => option.IsIn(request)).ToList();
        if (newer.Count == 0 || request.Path.Node is not { } node) return request;
        var version = await VersionAsync(node, wire, cancellationToken);
        var unknown = newer.Where(option => !version.IsAtLeast(option.Major, option.Minor)).ToList();
        if (unknown.Count == 0) return request;
        var parameters = request.Parameters.ToList();
        foreach (var option in unknown)
        {
            if (option.Parameter is null || parameters.Any(parameter => option.IsIn(parameter) && !option.IsDefault(parameter)))
            {
                throw TooOld(option, request, node, version);
            }

            parameters = [.. parameters.Select(parameter => option.IsIn(parameter) ? option.Without(parameter) : parameter).OfType<KeyValuePair<string, string>>()];
        }

        return request.With(parameters);
    }

    private async Task<ProxmoxVersion> VersionAsync(string node, Action<string>? wire, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(node, out var known) && time.GetUtcNow() < known.Until) return known.Version;
        var request = new ApiRequest(HttpMethod.Get, ApiPath.Of("nodes", node, "version"));
        var answer = await read(request, wire, cancellationToken);
        var version = answer.Member("data")?.Deserialize(ProxmoxJson.Default.ProxmoxVersion)
            ?? throw AnswerErrors.Unreadable(request, answer, endpoint, "no version");
        _known[node] = (version, time.GetUtcNow() + GoodFor);
        return version;
    }

    private RemoteApiException TooOld(NewerOption option, ApiRequest request, string node, ProxmoxVersion version) => new(
        ErrorIds.NodeTooOld,
        ClusterErrorKind.InvalidValue,
        $"{option.What} needs Proxmox VE {option.Major}.{option.Minor}, and node {node} runs {version.Version}. {request.Shown} was not sent.",
        $"Upgrade node {node}, take another node, or leave that out.",
        endpoint.Authority)
    {
        Request = request.Shown,
    };
}
