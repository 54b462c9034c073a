namespace ClusterManagement.Providers.Proxmox.Transport;

/// <summary>A request before it is dressed for the wire; it can be sent more than once.</summary>
internal sealed class ApiRequest(HttpMethod method, ApiPath path, IReadOnlyList<KeyValuePair<string, string>>? parameters = null)
{
    private const int ShortestVariable = 6;

    private static readonly HashSet<string> SecretNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "password", "confirmation-password", "value", "secret", "ticket", "otp", "tfa-challenge", "CSRFPreventionToken", "env",
    };

    internal HttpMethod Method { get; } = method;

    internal ApiPath Path { get; } = path;

    internal IReadOnlyList<KeyValuePair<string, string>> Parameters { get; } = parameters ?? [];

    /// <summary>True when sending the request twice, or not knowing whether it arrived, does no harm.</summary>
    internal bool IsSafe { get; init; } = method == HttpMethod.Get;

    /// <summary>Method and path, the way messages name the request.</summary>
    internal string Shown => $"{Method} {Path.Shown}";

    // A server may repeat one variable of several; a value that short would be found in any text.
    internal IEnumerable<string> Secrets => Parameters.Where(p => SecretNames.Contains(p.Key))
        .SelectMany(p => p.Key == "env" ? ContainerEnvironment.Split(p.Value).Values.Where(value => value.Length >= ShortestVariable).Append(p.Value) : [p.Value]);

    // Parameters of GET and DELETE live in the address: Proxmox refuses a body there.
    private bool HasForm => Method == HttpMethod.Post || Method == HttpMethod.Put;

    internal HttpRequestMessage ToMessage(Uri server)
    {
        var query = HasForm || Parameters.Count == 0
            ? string.Empty
            : "?" + string.Join('&', Parameters.Select(p => $"{Uri.EscapeDataString(p.Key)}={Uri.EscapeDataString(p.Value)}"));
        return new HttpRequestMessage(Method, new Uri(server, "/api2/json" + Path.Escaped + query))
        {
            Content = Content(),
            Version = System.Net.HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
    }

    /// <summary>The same request with other parameters.</summary>
    internal ApiRequest With(IReadOnlyList<KeyValuePair<string, string>> other) => new(Method, Path, other) { IsSafe = IsSafe };

    /// <summary>The request on one line for a trace, without secrets.</summary>
    internal string ToTrace() =>
        string.Concat([Shown, .. Parameters.Select(p => $" {p.Key}={(SecretNames.Contains(p.Key) ? "***" : Redaction.OneLine(p.Value))}")]);

    // The handler quietly repeats a request without content, up to three times, when the connection breaks off; one
    // with content, even empty, it sends once. A change must never be sent twice, and how often a reading is repeated
    // is decided in one place. Proxmox takes an empty body with every method.
    private ByteArrayContent Content() => HasForm ? new FormUrlEncodedContent(Parameters) : new ByteArrayContent([]);
}
