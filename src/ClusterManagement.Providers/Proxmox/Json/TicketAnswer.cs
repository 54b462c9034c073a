using System.Text.Json.Serialization;

namespace ClusterManagement.Providers.Proxmox.Json;

/// <summary>The answer of <c>POST /access/ticket</c>.</summary>
internal sealed class TicketAnswer
{
    [JsonPropertyName("ticket")]
    public string? Ticket { get; init; }

    [JsonPropertyName("CSRFPreventionToken")]
    public string? CsrfPreventionToken { get; init; }

    [JsonPropertyName("NeedTFA")]
    public bool NeedsSecondFactor { get; init; }
}
