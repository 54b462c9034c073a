using System.Net;
using System.Text;

namespace ClusterManagement.Tests.Proxmox;

/// <summary>Answers requests from a function and remembers them.</summary>
internal sealed class StubHandler(Func<StubHandler.Seen, HttpResponseMessage> answer) : HttpMessageHandler
{
    internal sealed record Seen(string Method, string Path, string Query, string? Body, string? Authorization, string? Cookie, string? Csrf);

    internal List<Seen> Requests { get; } = [];

    internal static HttpResponseMessage Reply(string body, int status = 200, string? reason = null) => new((HttpStatusCode)status)
    {
        ReasonPhrase = reason ?? "OK",
        Content = new StringContent(body, Encoding.UTF8, "application/json"),
    };

    internal static StubHandler Always(string body, int status = 200, string? reason = null) => new(_ => Reply(body, status, reason));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken);
        string? Header(string name) => request.Headers.TryGetValues(name, out var values) ? string.Join('|', values) : null;
        var seen = new Seen(
            request.Method.Method,
            Uri.UnescapeDataString(request.RequestUri!.AbsolutePath),
            request.RequestUri.Query,
            body,
            Header("Authorization"),
            Header("Cookie"),
            Header("CSRFPreventionToken"));
        lock (Requests)
        {
            Requests.Add(seen);
        }

        return answer(seen);
    }
}
