namespace ClusterManagement.Providers.Proxmox.Transport;

/// <summary>
/// The traffic of one client: with the endpoint of its node and, while that does not answer, with another registered node of the
/// same cluster. Each endpoint is asked with its own credential and its own TLS settings, so no secret goes anywhere else.
/// </summary>
/// <param name="home">The endpoint of the node.</param>
/// <param name="node">The name the node is registered under; without it no other endpoint can vouch for the node.</param>
/// <param name="others">The endpoints of the other nodes; null for none.</param>
/// <param name="notice">Receives one line when another node begins to stand in.</param>
internal sealed class ClusterTransport(
    ProxmoxTransport home,
    string? node,
    Func<CancellationToken, Task<IReadOnlyList<ProxmoxTransport>>>? others = null,
    Action<string>? notice = null)
{
    internal ProxmoxEndpoint Endpoint { get; } = home.Endpoint with { Node = node };

    internal TimeProvider Time => home.Time;

    internal TaskPace Pace => home.Pace;

    internal DateTimeOffset ServerTime => home.ServerTime;

    internal ProxmoxTransport Home => home;

    internal async Task<ApiAnswer> SendAsync(ApiRequest request, Action<string>? wire, CancellationToken cancellationToken)
    {
        if (others is null || node is null) return await home.SendAsync(request, node, wire, cancellationToken);
        RemoteApiException? away = null;
        if (!home.IsResting)
        {
            try
            {
                return await home.SendAsync(request, node, wire, cancellationToken);
            }
            catch (RemoteApiException error) when (MayGoElsewhere(error))
            {
                away = error;
                if (error.ErrorId == ErrorIds.NotConnected) home.LetRest();
            }
        }

        var reasons = new List<string>();
        foreach (var other in (await others(cancellationToken)).Where(other => !other.Endpoint.Equals(home.Endpoint)))
        {
            if (await AskAsync(other, request, away, reasons, wire, cancellationToken) is { } answer) return answer;
        }

        // It may have come back meanwhile, and its own error is better than none.
        return away is null ? await home.SendAsync(request, node, wire, cancellationToken) : throw NobodyAnswers(away, reasons);
    }

    // Nothing was sent, or sending it twice does no harm. Whatever answered with a status is up.
    private static bool MayGoElsewhere(RemoteApiException error) =>
        error is { HttpStatus: null, IsAmbiguous: false } && error.ErrorId is ErrorIds.NotConnected or ErrorIds.Timeout;

    private async Task<ApiAnswer?> AskAsync(
        ProxmoxTransport other,
        ApiRequest request,
        RemoteApiException? away,
        List<string> reasons,
        Action<string>? wire,
        CancellationToken cancellationToken)
    {
        var name = other.Endpoint.Node ?? other.Endpoint.Authority;
        if (other.IsResting)
        {
            reasons.Add($"{name} did not answer a moment ago");
            return null;
        }

        try
        {
            if (!await other.Members.HasAsync(node!, wire, cancellationToken))
            {
                reasons.Add($"{name} is in another cluster");
                return null;
            }
        }
        catch (RemoteApiException error)
        {
            if (MayGoElsewhere(error)) other.LetRest();
            reasons.Add($"{name}: {error.Message}");
            return null;
        }

        wire?.Invoke($"{Endpoint.Authority} does not answer, asking node {name} of its cluster");
        try
        {
            var answer = await other.SendAsync(request, other.Endpoint.Node, wire, cancellationToken);
            if (away is not null) notice?.Invoke($"{away.Message} Node {name} of the same cluster is asked in its place.");
            return answer;
        }
        catch (RemoteApiException error) when (MayGoElsewhere(error))
        {
            other.LetRest();
            reasons.Add($"{name}: {error.Message}");
            return null;
        }
    }

    private static RemoteApiException NobodyAnswers(RemoteApiException away, List<string> reasons)
    {
        if (reasons.Count == 0) return away;
        return new RemoteApiException(
            away.ErrorId,
            away.Kind,
            $"{away.Message} No other registered node could stand in for it: {string.Join("; ", reasons)}",
            away.RecommendedAction,
            away.Target,
            away)
        {
            Request = away.Request,
        };
    }
}
