using System.Text.Json;
using System.Text.RegularExpressions;

namespace ClusterManagement.Providers.Proxmox.Transport;

/// <summary>Turns an answer that is not a success into the error a caller sees.</summary>
internal static partial class AnswerErrors
{
    internal static RemoteApiException ToError(ApiRequest request, ApiAnswer answer, ProxmoxEndpoint endpoint, IEnumerable<string> secrets)
    {
        var known = secrets.ToList();
        string Clean(string text) => Redaction.Scrub(text, known);
        var fields = FieldErrors(answer).ToDictionary(f => f.Key, f => Clean(f.Value), StringComparer.Ordinal);
        var text = Clean(Text(answer));
        var where = $"Proxmox at {endpoint.Authority}";
        var details = fields.Count == 0 ? string.Empty : " " + string.Join("; ", fields.Select(f => ParameterNames.Shown(f.Key, f.Value))) + ".";
        var (id, kind, message, advice) = answer.Status switch
        {
            401 => (ErrorIds.AuthenticationFailed, ClusterErrorKind.Authentication,
                $"{where} does not accept the credential of {endpoint.UserOrTokenId}: {Sentence(text)}",
                endpoint.IsToken
                    ? "Check the token's name (user@realm!name), its secret and whether it has expired."
                    : "Check user, realm and password; for automation an API token is the better way."),
            403 => (ErrorIds.PermissionDenied, ClusterErrorKind.Permission,
                $"{where} denies {endpoint.UserOrTokenId} {request.Shown}: {Sentence(text)}",
                MissingRight.Advice(endpoint, text)),
            >= 595 and <= 599 => (ErrorIds.NotConnected, ClusterErrorKind.Connection,
                $"{where} could not reach the node that owns {request.Shown}: {Sentence(text)}",
                "Check that the other node is up, that pveproxy runs there, and that the nodes reach each other (pvecm status)."),
            >= 300 and <= 399 => (ErrorIds.RemoteApiError, ClusterErrorKind.RemoteApi,
                $"{where} redirects {request.Shown} ({answer.Status} {Sentence(text)})",
                "Give the address of the API itself, for example https://pve1:8006."),
            _ => (ErrorIds.RemoteApiError, ClusterErrorKind.RemoteApi,
                $"{where} refused {request.Shown}: {Sentence(text)}{details}",
                (string?)null),
        };

        return new RemoteApiException(id, kind, message, advice, endpoint.Authority)
        {
            HttpStatus = answer.Status,
            ReasonPhrase = answer.Reason is null ? null : Clean(answer.Reason),
            Request = request.Shown,
            FieldErrors = fields,
            IsAmbiguous = !request.IsSafe && answer.Status is 502 or 504 or >= 596 and <= 599,
        };
    }

    /// <summary>An answer that says success and cannot be read.</summary>
    internal static RemoteApiException Unreadable(
        ApiRequest request, ApiAnswer answer, ProxmoxEndpoint endpoint, string what, Exception? cause = null) =>
        new(
            ErrorIds.RemoteApiError,
            ClusterErrorKind.RemoteApi,
            $"Proxmox at {endpoint.Authority} answered {request.Shown} with {what}.",
            "Check that the address is that of a Proxmox VE API and no proxy answers in its place.",
            endpoint.Authority,
            cause)
        {
            HttpStatus = answer.Status,
            ReasonPhrase = answer.Reason,
            Request = request.Shown,
            IsAmbiguous = !request.IsSafe,
        };

    private static string Text(ApiAnswer answer) =>
        answer.Message is { } message && !string.IsNullOrWhiteSpace(message) ? Tidy(message) : $"HTTP {answer.Status}";

    private static IEnumerable<KeyValuePair<string, string>> FieldErrors(ApiAnswer answer)
    {
        if (answer.Member("errors") is not { ValueKind: JsonValueKind.Object } errors)
        {
            yield break;
        }

        foreach (var error in errors.EnumerateObject())
        {
            var text = error.Value.ValueKind == JsonValueKind.String ? error.Value.GetString()! : error.Value.GetRawText();
            yield return new KeyValuePair<string, string>(error.Name, Tidy(text));
        }
    }

    private static string Tidy(string text) => LineBreaks().Replace(PerlSuffix().Replace(text.Trim(), string.Empty).Trim(), "; ");

    private static string Sentence(string text) => text.EndsWith('.') || text.EndsWith('!') || text.EndsWith('?') ? text : text + ".";

    [GeneratedRegex(@" at /\S+ line \d+\.?(?=\s*\z)", RegexOptions.CultureInvariant)]
    private static partial Regex PerlSuffix();

    [GeneratedRegex(@"\s*[\r\n]+\s*", RegexOptions.CultureInvariant)]
    private static partial Regex LineBreaks();
}
