using ClusterManagement.Simulator.Http;
using ClusterManagement.Simulator.State;

namespace ClusterManagement.Simulator.Api;

/// <summary>Turns HTTP requests into calls of endpoints and their results into answers.</summary>
internal sealed class ApiServer(ClusterState state, Router router, FaultPlan faults)
{
    private const string Prefix = "/api2/";
    private const int MaxRecordedRequests = 10_000;

    private readonly Lock _gate = new();
    private readonly Queue<RecordedRequest> _requests = new();

    public IReadOnlyList<RecordedRequest> Requests
    {
        get
        {
            lock (_gate)
                return [.. _requests];
        }
    }

    public void ClearRequests()
    {
        lock (_gate)
            _requests.Clear();
    }

    /// <summary>Answers a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="localNode">The name of the node that got it; null for the first one.</param>
    /// <param name="cancellation">Ends the waiting that a fault asks for.</param>
    public async Task<HttpResponse> HandleAsync(HttpRequest request, string? localNode, CancellationToken cancellation)
    {
        var exchange = new Exchange(request, Prefix) { LocalNode = localNode };
        var fault = faults.Take(request.Method, exchange.Path);
        if (fault is not null)
            await Task.Delay(fault.Delay, cancellation);
        var response = Answer(exchange, fault);
        Record(exchange.ToRecord(response));
        if (fault is not null)
            await Task.Delay(fault.AnswerDelay, cancellation);
        if (response.Status == 401)
            await Task.Delay(state.Options.UnauthorizedDelay, cancellation);
        return response;
    }

    private void Record(RecordedRequest request)
    {
        lock (_gate)
        {
            if (_requests.Count == MaxRecordedRequests)
                _requests.Dequeue();
            _requests.Enqueue(request);
        }
    }

    private HttpResponse Answer(Exchange exchange, Fault? fault)
    {
        if (fault?.DropConnection == ConnectionDrop.BeforeProcessing)
            return new HttpResponse(0, "") { Drop = true };
        var response = fault?.Status is null || fault.TakesEffect ? Process(exchange, fault) : null;
        if (fault?.Status is { } status)
            response = ResponseWriter.Fault(status, fault);
        return response! with { Drop = fault?.DropConnection == ConnectionDrop.AfterProcessing };
    }

    private HttpResponse Process(Exchange exchange, Fault? fault)
    {
        var request = exchange.Request;
        if (request.Refusal is { } refusal)
            return refusal;
        if (!exchange.IsApi)
            return HttpResponse.Text(404, "no such file");
        if (exchange.Format is not ("json" or "extjs"))
            return HttpResponse.Text(501, $"no formatter for uri {exchange.Path}, {exchange.Format}");
        try
        {
            return state.Run(_ => Call(exchange, fault));
        }
        catch (ApiException error)
        {
            return ResponseWriter.Error(error, exchange.Format);
        }
        catch (Exception error)
        {
            // As with an uncaught die in Perl.
            return ResponseWriter.Error(ApiException.Failure(error.Message.TrimEnd('\n')), exchange.Format);
        }
    }

    private HttpResponse Call(Exchange exchange, Fault? fault)
    {
        var request = exchange.Request;
        var route = router.Find(request.Method, exchange.Path);
        if (route?.Endpoint.IsPublic != true)
            exchange.Identity = Authenticator.Authenticate(state.Access, request);
        if (exchange.UnsupportedContentType is { } contentType)
            return HttpResponse.Text(506, $"upload 'Content-Type '{contentType}' not implemented");
        if (exchange.Malformed is { } malformed)
            return HttpResponse.Text(malformed.Status, malformed.Message + "\n");
        if (request.Method is not ("GET" or "POST" or "PUT" or "DELETE"))
            return HttpResponse.Text(501, $"method '{request.Method}' not available");

        var (endpoint, pathValues) = route ?? throw ApiException.NotImplemented(request.Method, exchange.Path);
        var local = state.Local(exchange.LocalNode);
        if (pathValues.TryGetValue("node", out var node))
            state.Reach(node);
        if (endpoint.Privilege is { } privilege && exchange.Identity?.Has(privilege) != true)
            throw ApiException.Forbidden($"{ScopeOf(pathValues)}, {privilege}");

        var values = exchange.Verify(endpoint, pathValues, state.Version);
        if (endpoint.Quorum == QuorumNeed.Request)
            state.DemandQuorum();
        var call = new ApiCall(state, exchange.Identity, values, fault) { LocalNode = local, Quorum = endpoint.Quorum };
        var data = endpoint.Handler(call);
        if (data is not null && exchange.Path == "/access/ticket")
            exchange.Identity = state.Access.UserIdentity(call.Text("username"));
        return ResponseWriter.Success(data, call.Total, exchange.Format, endpoint.Protected);
    }

    private static string ScopeOf(Dictionary<string, string> pathValues)
    {
        if (pathValues.TryGetValue("vmid", out var vmId))
            return $"/vms/{vmId}";
        if (pathValues.TryGetValue("storage", out var storage))
            return $"/storage/{storage}";
        return pathValues.TryGetValue("node", out var node) ? $"/nodes/{node}" : "/";
    }
}
