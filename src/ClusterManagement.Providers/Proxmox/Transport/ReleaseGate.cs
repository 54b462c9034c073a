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
        var isFresh = !(_known.TryGetValue(node, out var known) && time.GetUtcNow() < known.Until);
        var version = isFresh ? await AskAsync(node, wire, cancellationToken) : known.Version;

        // A node may have been upgraded since it was asked.
        if (!isFresh && Refused(newer, version, request) is not null) version = await AskAsync(node, wire, cancellationToken);
        if (Refused(newer, version, request) is { } refused) throw TooOld(refused, request, node, version);
        var parameters = request.Parameters;
        foreach (var option in Unknown(newer, version))
        {
            parameters = [.. parameters.Select(parameter => option.IsIn(parameter) ? option.Without(parameter) : parameter).OfType<KeyValuePair<string, string>>()];
        }

        return request.With(parameters);
    }

    private static IEnumerable<NewerOption> Unknown(List<NewerOption> options, ProxmoxVersion version) =>
        options.Where(option => !version.IsAtLeast(option.Major, option.Minor));

    // What the release does not know and was asked for; a default can be left away.
    private static NewerOption? Refused(List<NewerOption> options, ProxmoxVersion version, ApiRequest request) => Unknown(options, version)
        .FirstOrDefault(option => option.Parameter is null || request.Parameters.Any(parameter => option.IsIn(parameter) && !option.IsDefault(parameter)));

    private async Task<ProxmoxVersion> AskAsync(string node, Action<string>? wire, CancellationToken cancellationToken)
    {
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
