namespace ClusterManagement.Validation;

/// <summary>Ports, URLs and certificate fingerprints.</summary>
public static class NetworkRules
{
    /// <summary>The lowest external port given out unless told otherwise.</summary>
    public const int FirstExternalPort = 2000;

    /// <summary>The highest port there is.</summary>
    public const int LastPort = 65535;

    /// <summary>Checks a port number.</summary>
    /// <param name="value">The port.</param>
    /// <param name="parameter">The parameter it came in by.</param>
    public static int Port(int value, string parameter) =>
        value is >= 1 and <= LastPort ? value : throw new InvalidValueException(parameter, value, "a port from 1 to 65535");

    /// <summary>Checks the URL of a Proxmox API endpoint; the port defaults to 8006.</summary>
    /// <param name="value">For example <c>https://pve1:8006</c>.</param>
    /// <param name="parameter">The parameter it came in by.</param>
    public static string ApiUrl(string? value, string parameter)
    {
        if (value is not null && !value.Any(char.IsControl) && Uri.TryCreate(value, UriKind.Absolute, out var url)
            && url.Scheme is "https" or "http" && url.Host.Length > 0 && url.UserInfo.Length == 0
            && url.Query.Length == 0 && url.Fragment.Length == 0 && url.AbsolutePath.TrimEnd('/') is "" or "/api2/json")
        {
            var explicitPort = value.TrimEnd('/').EndsWith(":" + url.Port, StringComparison.Ordinal)
                               || value.Contains(":" + url.Port + "/", StringComparison.Ordinal);
            var port = url.IsDefaultPort && !explicitPort && url.Scheme == "https" ? 8006 : url.Port;
            return $"{url.Scheme}://{url.Host.ToLowerInvariant()}:{port}";
        }

        throw new InvalidValueException(parameter, value, "a URL of scheme, host and port without a path, such as https://pve1:8006");
    }

    /// <summary>Checks an absolute https URL.</summary>
    /// <param name="value">The URL.</param>
    /// <param name="parameter">The parameter it came in by.</param>
    public static string HttpsUrl(string? value, string parameter)
    {
        return value is not null && !value.Any(c => char.IsControl(c) || char.IsWhiteSpace(c))
               && Uri.TryCreate(value, UriKind.Absolute, out var url)
               && url.Scheme == Uri.UriSchemeHttps && url.UserInfo.Length == 0
            ? value
            : throw new InvalidValueException(parameter, value, "an absolute https URL, such as https://acme-v02.api.letsencrypt.org/directory");
    }

    /// <summary>Checks a SHA-256 fingerprint and returns it in upper case with colons.</summary>
    /// <param name="value">64 hexadecimal digits, with or without colons.</param>
    /// <param name="parameter">The parameter it came in by.</param>
    public static string Fingerprint(string? value, string parameter)
    {
        var digits = (value ?? string.Empty).Replace(":", string.Empty, StringComparison.Ordinal).ToUpperInvariant();
        return digits.Length == 64 && digits.All(char.IsAsciiHexDigit)
            ? string.Join(':', digits.Chunk(2).Select(pair => new string(pair)))
            : throw new InvalidValueException(parameter, value, "a SHA-256 fingerprint of 64 hexadecimal digits");
    }

    /// <summary>Checks a list of name servers and returns their addresses, comma-separated.</summary>
    /// <param name="values">The addresses; one string may hold several, parted by commas.</param>
    /// <param name="parameter">The parameter they came in by.</param>
    public static string DnsForwarders(IEnumerable<string>? values, string parameter) => string.Join(',', (values ?? [])
        .SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        .Select(value => Ipv4.HostAddress(value, parameter))
        .Distinct(StringComparer.Ordinal));
}
