using ClusterManagement.Simulator.Http;

namespace ClusterManagement.Simulator.Api;

/// <summary>A request while it is being answered.</summary>
internal sealed class Exchange
{
    private readonly DateTime _time = DateTime.UtcNow;
    private readonly Dictionary<string, List<string>> _query;
    private readonly Dictionary<string, List<string>> _body;

    public Exchange(HttpRequest request, string prefix)
    {
        Request = request;
        var path = Uri.UnescapeDataString(request.RawPath);
        IsApi = path.StartsWith(prefix, StringComparison.Ordinal);
        var rest = IsApi ? path[prefix.Length..] : path;
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        Format = slash < 0 ? rest : rest[..slash];
        Path = IsApi ? (slash < 0 ? "/" : rest[slash..]) : path;
        _query = RequestParameters.FromForm(request.Query);
        _body = [];
        try
        {
            _body = MediaType == "application/json" && request.Body.Length > 0
                ? RequestParameters.FromJson(request.Body)
                : RequestParameters.FromForm(request.Body);
        }
        catch (ApiException malformed)
        {
            Malformed = malformed;
        }
    }

    public HttpRequest Request { get; }

    public bool IsApi { get; }

    public string Format { get; }

    public string Path { get; }

    public Identity? Identity { get; set; }

    /// <summary>The name of the node that got the request; null for the first one.</summary>
    public string? LocalNode { get; init; }

    /// <summary>What makes the body unreadable, or null.</summary>
    public ApiException? Malformed { get; }

    /// <summary>The content type that is refused, or null.</summary>
    public string? UnsupportedContentType =>
        Request.Body.Length > 0 && MediaType is { Length: > 0 } type and not ("application/x-www-form-urlencoded" or "application/json")
            ? type
            : null;

    private string? MediaType => Request.Header("Content-Type")?.Split(';')[0].Trim().ToLowerInvariant();

    /// <summary>Checks the parameters against the schema of the endpoint. Query keys win over body keys.</summary>
    public Dictionary<string, string> Verify(Endpoint endpoint, Dictionary<string, string> pathValues, Version version)
    {
        var declared = endpoint.AllParameters.ToList();
        var errors = new Dictionary<string, string>();
        var values = new Dictionary<string, string>(pathValues);
        foreach (var (name, sent) in Sent())
        {
            if (pathValues.TryGetValue(name, out var inPath) && inPath != sent[0])
                errors[name] = "duplicate parameter (already defined in URI) with conflicting values!";
            else if (sent.Count > 1 && declared.Find(p => p.IsNamed(name)) is { IsList: false })
                errors[name] = "type check ('string') failed - got 'ARRAY'";
            else
                values[name] = string.Join(',', sent);
        }
        ParameterVerifier.Verify(declared, values, version, errors);
        return errors.Count == 0 ? values : throw ApiException.Parameters(errors);
    }

    public RecordedRequest ToRecord(HttpResponse response) => new()
    {
        Method = Request.Method,
        Path = Path,
        Parameters = Sent().ToDictionary(p => p.Key, p => string.Join(',', p.Value)),
        Headers = Request.Headers,
        ContentType = Request.Header("Content-Type"),
        User = Identity?.AuthId,
        Status = response.Status,
        Reason = response.Reason,
        Body = response.Body ?? "",
        Time = _time,
        ReceivedBy = LocalNode,
    };

    private IEnumerable<KeyValuePair<string, List<string>>> Sent() => _query.Concat(_body.Where(p => !_query.ContainsKey(p.Key)));
}
