namespace ClusterManagement.Providers.Proxmox.Transport;

/// <summary>What proves who asks: an API token, or a ticket with the token that guards it against forged requests.</summary>
internal sealed class Credential
{
    private readonly string _header;
    private readonly string _value;
    private readonly string? _csrf;

    private Credential(string header, string value, string? csrf, params string[] secrets)
    {
        Secrets = secrets;
        _header = header;
        _value = value;
        _csrf = csrf;
    }

    internal IReadOnlyList<string> Secrets { get; }

    internal static Credential Token(ProxmoxEndpoint endpoint) =>
        new("Authorization", $"PVEAPIToken={endpoint.UserOrTokenId}={endpoint.Secret}", null, endpoint.Secret);

    internal static Credential Ticket(string ticket, string csrf) =>
        new("Cookie", "PVEAuthCookie=" + Uri.EscapeDataString(ticket), csrf, ticket, csrf);

    internal void Apply(HttpRequestMessage message)
    {
        message.Headers.TryAddWithoutValidation(_header, _value);
        if (_csrf is not null && message.Method != HttpMethod.Get)
        {
            message.Headers.TryAddWithoutValidation("CSRFPreventionToken", _csrf);
        }
    }
}
