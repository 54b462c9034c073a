using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace ClusterManagement.Providers.Proxmox.Transport;

/// <summary>What came back: status, reason and the envelope <c>{"data", "total", "message", "errors"}</c>.</summary>
internal sealed class ApiAnswer
{
    internal ApiAnswer(int status, string? reason, byte[] body, RetryConditionHeaderValue? retryAfter = null)
    {
        Status = status;
        Reason = string.IsNullOrWhiteSpace(reason) ? null : reason.Trim();
        RetryAfter = retryAfter;
        try
        {
            using var document = JsonDocument.Parse(body);
            Envelope = document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            PlainText = Redaction.OneLine(Encoding.UTF8.GetString(body)).Trim();
        }
    }

    internal int Status { get; }

    internal string? Reason { get; }

    internal RetryConditionHeaderValue? RetryAfter { get; }

    /// <summary>The body when it is not JSON: pveproxy itself, or a reverse proxy, speaking.</summary>
    internal string? PlainText { get; }

    internal JsonElement? Envelope { get; }

    /// <summary>
    /// The message. Newer releases have the whole text in the body; the reason phrase has its first line only.
    /// </summary>
    internal string? Message
    {
        get
        {
            var message = Member("message") is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
            return string.IsNullOrWhiteSpace(message) ? Reason ?? PlainText : message;
        }
    }

    /// <summary>The server's clock when it answered.</summary>
    internal DateTimeOffset? Date { get; init; }

    internal bool IsSuccess => Status is >= 200 and <= 299;

    internal JsonElement? Member(string name) =>
        Envelope is { } envelope
        && envelope.TryGetProperty(name, out var value)
        && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined)
            ? value
            : null;
}
