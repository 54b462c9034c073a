namespace ClusterManagement.Providers.Proxmox.Transport;

/// <summary>What proves who asks: an API token, or a ticket with the token that guards it against forged requests.</summary>
internal sealed class Credential
{
    private readonly string _header;
    private readonly string _value;
    private readonly string? _csrf;

    private Credential(string header, string value, string? csrf)
    {
        _header = header;
        _value = value;
        _csrf = csrf;
    }

    internal IEnumerable<string> Secrets => _csrf is null ? [] : [_csrf];

    internal static Credential Token(ProxmoxEndpoint endpoint) =>
        new("Authorization", $"PVEAPIToken={endpoint.UserOrTokenId}={endpoint.Secret}", null);

    internal static Credential Ticket(string ticket, string csrf) => new("Cookie", "PVEAuthCookie=" + Uri.EscapeDataString(ticket), csrf);

    internal void Apply(HttpRequestMessage message)
    {
        message.Headers.TryAddWithoutValidation(_header, _value);
        if (_csrf is not null && message.Method != HttpMethod.Get)
        {
            message.Headers.TryAddWithoutValidation("CSRFPreventionToken", _csrf);
        }
    }
}
