using ClusterManagement.Simulator.Http;
using ClusterManagement.Simulator.State;

namespace ClusterManagement.Simulator.Api;

/// <summary>Finds out who calls. Called under the lock of the state.</summary>
internal static class Authenticator
{
    private const string TokenScheme = "PVEAPIToken";
    private const string Cookie = "PVEAuthCookie=";

    public static Identity Authenticate(AccessState access, HttpRequest request)
    {
        if (request.Header("Authorization") is { } header && header.StartsWith(TokenScheme, StringComparison.Ordinal))
            return FromToken(access, header[TokenScheme.Length..].TrimStart('=', ' '));

        var cookie = request.Header("Cookie")?
            .Split(';', StringSplitOptions.TrimEntries)
            .FirstOrDefault(c => c.StartsWith(Cookie, StringComparison.Ordinal));
        if (cookie is null)
            throw ApiException.Unauthorized("No ticket");
        var ticket = Uri.UnescapeDataString(cookie[Cookie.Length..]);
        var session = access.FindSession(ticket) ?? throw ApiException.Unauthorized("permission denied - invalid PVE ticket");
        if (request.Method != "GET" && request.Header("CSRFPreventionToken") != session.CsrfToken)
            throw ApiException.Unauthorized("Permission denied - invalid csrf token");
        return session.Identity;
    }

    private static Identity FromToken(AccessState access, string credentials)
    {
        if (credentials.Split('=', 2) is [var id, var secret] && access.FindToken(id, secret) is { } identity)
            return identity;
        throw ApiException.Unauthorized("Authentication failed!");
    }
}
