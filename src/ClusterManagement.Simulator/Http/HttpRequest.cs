namespace ClusterManagement.Simulator.Http;

/// <summary>A request as it came over the wire.</summary>
internal sealed record HttpRequest(string Method, string Target, IReadOnlyDictionary<string, string> Headers, string Body)
{
    /// <summary>Why the request must be refused before it is looked at, or null.</summary>
    public HttpResponse? Refusal { get; init; }

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    public string RawPath => Target.Split('?', 2)[0];

    public string Query => Target.Split('?', 2) is [_, var query] ? query : "";
}
