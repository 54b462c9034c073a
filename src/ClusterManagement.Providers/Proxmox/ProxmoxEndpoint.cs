namespace ClusterManagement.Providers.Proxmox;

/// <summary>
/// Where a Proxmox VE API answers and who asks there. Two endpoints with the same values, secret included, are equal, whatever
/// <see cref="Node"/> they were registered for: nodes behind one address share connections and login.
/// </summary>
public sealed record ProxmoxEndpoint
{
    /// <summary>Creates an endpoint.</summary>
    /// <param name="url">The API's address, for example <c>https://pve1:8006</c>; plain http is taken for loopback only.</param>
    /// <param name="userOrTokenId">A token (<c>user@realm!id</c>) or a user; without a realm it is one of <c>@pam</c>.</param>
    /// <param name="secret">The token's secret or the user's password.</param>
    public ProxmoxEndpoint(Uri url, string userOrTokenId, string secret)
    {
        Url = CheckUrl(url);
        UserOrTokenId = WithRealm(userOrTokenId);
        Secret = CheckSecret(secret);
    }

    /// <summary>The API's address: scheme, host and port.</summary>
    public Uri Url { get; }

    /// <summary>The token id or the user name, always with its realm.</summary>
    public string UserOrTokenId { get; }

    /// <summary>The token's secret or the user's password. No text this class makes holds it.</summary>
    public string Secret { get; }

    /// <summary>Accepts any certificate. A pinned <see cref="CertificateFingerprint"/> still wins.</summary>
    public bool DisableTlsVerification { get; init; }

    /// <summary>
    /// The SHA-256 fingerprint of the one certificate that is accepted, in hexadecimal with or without colons;
    /// stored in upper case without colons.
    /// </summary>
    public string? CertificateFingerprint
    {
        get;
        init => field = value is null ? null : NormaliseFingerprint(value);
    }

    /// <summary>The name of the registered node this endpoint belongs to, for advice on what to change there.</summary>
    public string? Node { get; init; }

    /// <summary>How long one request may take from sending it to its whole answer.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long connecting may take.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>True when the credential is an API token.</summary>
    public bool IsToken => UserOrTokenId.Contains('!');

    /// <summary>True when the credential is the password of root@pam, who may do what no token may.</summary>
    public bool IsRoot => UserOrTokenId == "root@pam";

    /// <summary>Host and port, the way messages name the endpoint.</summary>
    public string Authority => $"{Url.Host}:{Url.Port}";

    /// <inheritdoc />
    public bool Equals(ProxmoxEndpoint? other) => other is not null
        && (Url, UserOrTokenId, Secret, DisableTlsVerification, CertificateFingerprint, RequestTimeout, ConnectTimeout)
            .Equals((other.Url, other.UserOrTokenId, other.Secret, other.DisableTlsVerification, other.CertificateFingerprint,
                other.RequestTimeout, other.ConnectTimeout));

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(
        Url, UserOrTokenId, Secret, DisableTlsVerification, CertificateFingerprint, RequestTimeout, ConnectTimeout);

    /// <summary>Address and user, never the secret.</summary>
    public override string ToString() => $"{UserOrTokenId} at {Url}";

    private static Uri CheckUrl(Uri url)
    {
        const string allowed = "an absolute https address without a path, for example https://pve1:8006";
        ArgumentNullException.ThrowIfNull(url);
        if (!url.IsAbsoluteUri || url.UserInfo.Length > 0 || url.Query.Length > 0 || url.Fragment.Length > 0)
        {
            throw new InvalidValueException("ApiUrl", Shown(url), allowed);
        }

        var isSecure = url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback);
        if (!isSecure || url.AbsolutePath.TrimEnd('/') is not ("" or "/api2" or "/api2/json"))
        {
            throw new InvalidValueException("ApiUrl", Shown(url), allowed);
        }

        return new Uri(url.GetLeftPart(UriPartial.Authority));
    }

    // An address may carry a password; it is not repeated.
    private static string Shown(Uri url) =>
        url.IsAbsoluteUri
            ? url.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped)
            : "(a relative address)";

    private static string WithRealm(string userOrTokenId)
    {
        ArgumentNullException.ThrowIfNull(userOrTokenId);
        var name = userOrTokenId.Trim();
        var bang = name.IndexOf('!');
        var user = bang < 0 ? name : name[..bang];
        var token = bang < 0 ? string.Empty : name[bang..];
        if (user.Length == 0 || token.Length == 1 || name.Any(c => c is <= ' ' or > '~' or ':' or '='))
        {
            throw new InvalidValueException(
                "ApiTokenIdOrUsername", name, "a user such as root@pam, or a token such as root@pam!automation");
        }

        return user.Contains('@') ? name : user + "@pam" + token;
    }

    private static string CheckSecret(string secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        if (secret.Length == 0 || secret.Any(char.IsControl))
        {
            throw new InvalidValueException("ApiTokenSecretOrPassword", "(hidden)", "a text that is not empty and is one line");
        }

        return secret;
    }

    private static string NormaliseFingerprint(string fingerprint)
    {
        var hex = fingerprint.Replace(":", string.Empty, StringComparison.Ordinal).Trim().ToUpperInvariant();
        return hex.Length == 64 && hex.All(char.IsAsciiHexDigit)
            ? hex
            : throw new InvalidValueException(
                "CertificateFingerprint", fingerprint, "a SHA-256 fingerprint: 64 hexadecimal digits, with or without colons");
    }
}
