using System.Text.RegularExpressions;

namespace ClusterManagement.Validation;

/// <summary>
/// The forms of names. Host and domain names follow RFC 1123 and RFC 1035, are compared without regard to case and
/// kept in lower case.
/// </summary>
public static partial class NameRules
{
    /// <summary>The longest host name label (RFC 1035, section 2.3.4).</summary>
    public const int LabelLength = 63;

    /// <summary>The longest domain name in text form (RFC 1035, section 2.3.4).</summary>
    public const int DomainLength = 253;

    /// <summary>The longest mail address (RFC 5321, section 4.5.3.1.3, less the path's brackets).</summary>
    public const int MailLength = 254;

    private const string HostNameForm =
        "1 to 63 letters, digits and hyphens, with at least one letter, no hyphen at either end";

    private const string DomainNameForm =
        "labels of letters, digits and hyphens joined by dots, at most 253 characters, such as example.com";

    /// <summary>Checks a display name and returns it without surrounding blanks.</summary>
    /// <param name="value">The name.</param>
    /// <param name="parameter">The parameter it came in by.</param>
    public static string DisplayName(string? value, string parameter)
    {
        var name = value?.Trim() ?? string.Empty;
        return DisplayNamePattern().IsMatch(name) && name.Any(char.IsAsciiLetter)
            ? name
            : throw new InvalidValueException(
                parameter, value, "1 to 64 letters, digits, dots, hyphens, underscores and blanks, with at least one letter, starting with a letter or digit");
    }

    /// <summary>Checks a host name label and returns it in lower case.</summary>
    /// <param name="value">The name.</param>
    /// <param name="parameter">The parameter it came in by.</param>
    public static string HostName(string? value, string parameter)
    {
        return value is not null && LabelPattern().IsMatch(value) && value.Any(char.IsAsciiLetter)
            ? value.ToLowerInvariant()
            : throw new InvalidValueException(parameter, value, HostNameForm);
    }

    /// <summary>Checks the name of a Proxmox node: a host name whose case is kept, since it stands in the API's paths.</summary>
    /// <param name="value">The name.</param>
    /// <param name="parameter">The parameter it came in by.</param>
    public static string NodeName(string? value, string parameter)
    {
        HostName(value, parameter);
        return value!;
    }

    /// <summary>Checks a host name below a public domain: one or more labels, or <c>@</c> for the domain itself.</summary>
    /// <param name="value">The name.</param>
    /// <param name="parameter">The parameter it came in by.</param>
    public static string ExternalHostName(string? value, string parameter)
    {
        if (value == "@") return value;
        return value is { Length: > 0 and <= DomainLength } && value.Split('.').All(label => LabelPattern().IsMatch(label))
            ? value.ToLowerInvariant()
            : throw new InvalidValueException(
                parameter, value, "labels of letters, digits and hyphens joined by dots, such as app or api.shop, or @ for the domain itself");
    }

    /// <summary>Checks a domain name of two labels or more and returns it in lower case, without a trailing dot.</summary>
    /// <param name="value">The name.</param>
    /// <param name="parameter">The parameter it came in by.</param>
    public static string DomainName(string? value, string parameter)
    {
        var name = value?.TrimEnd('.') ?? string.Empty;
        var labels = name.Split('.');
        return name.Length is > 0 and <= DomainLength && labels.Length > 1 && labels.All(label => LabelPattern().IsMatch(label))
               && labels[^1].Any(char.IsAsciiLetter)
            ? name.ToLowerInvariant()
            : throw new InvalidValueException(parameter, value, DomainNameForm);
    }

    /// <summary>Checks the name of an SRV record's service, <c>_service._protocol</c> (RFC 2782, RFC 6335), and returns it in lower case.</summary>
    /// <param name="value">The name.</param>
    /// <param name="parameter">The parameter it came in by.</param>
    public static string ServiceName(string? value, string parameter)
    {
        return value is not null && ServiceNamePattern().IsMatch(value) && value[..value.IndexOf('.')].Any(char.IsAsciiLetter)
            ? value.ToLowerInvariant()
            : throw new InvalidValueException(
                parameter, value, "_service._tcp or _service._udp, the service of 1 to 15 letters, digits and hyphens, such as _ldap._tcp");
    }

    /// <summary>Checks the identifier of a Proxmox storage (format <c>pve-storage-id</c>).</summary>
    /// <param name="value">The identifier.</param>
    /// <param name="parameter">The parameter it came in by.</param>
    public static string StorageId(string? value, string parameter)
    {
        return value is not null && StoragePattern().IsMatch(value)
            ? value
            : throw new InvalidValueException(parameter, value, "a Proxmox storage id: 2 or more letters, digits, dots, hyphens and underscores, starting with a letter");
    }

    /// <summary>Checks the name of a network bridge.</summary>
    /// <param name="value">The name.</param>
    /// <param name="parameter">The parameter it came in by.</param>
    public static string BridgeName(string? value, string parameter)
    {
        return value is not null && BridgePattern().IsMatch(value)
            ? value
            : throw new InvalidValueException(parameter, value, "a bridge's name of 2 to 15 letters, digits and underscores, such as vmbr0");
    }

    /// <summary>Checks tags and returns them as Proxmox keeps them: lower case, sorted, without repetition.</summary>
    /// <param name="values">The tags; one string may hold several, parted by commas, semicolons or blanks.</param>
    /// <param name="parameter">The parameter they came in by.</param>
    public static IReadOnlyList<string> Tags(IEnumerable<string>? values, string parameter)
    {
        var tags = (values ?? [])
            .SelectMany(value => value.Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries))
            .Select(tag => tag.ToLowerInvariant())
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToList();
        var wrong = tags.Find(tag => !TagPattern().IsMatch(tag));
        return wrong is null
            ? tags
            : throw new InvalidValueException(parameter, wrong, "tags of letters, digits, hyphens, underscores, dots and plus signs, starting with a letter, a digit or an underscore");
    }

    /// <summary>Checks the name or volume id of a container template.</summary>
    /// <param name="value">For example <c>debian-12</c> or <c>local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst</c>.</param>
    /// <param name="parameter">The parameter it came in by.</param>
    public static string Template(string? value, string parameter)
    {
        return value is not null && TemplatePattern().IsMatch(value)
            ? value
            : throw new InvalidValueException(parameter, value, "the start of a template's file name, such as debian-12, or a volume id, such as local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst");
    }

    /// <summary>
    /// Checks a mail address: a dot-atom of at most 64 characters and a host name (RFC 5321, sections 4.1.2 and 4.5.3.1).
    /// Quoted local parts, address literals and comments are not taken.
    /// </summary>
    /// <param name="value">The address.</param>
    /// <param name="parameter">The parameter it came in by.</param>
    public static string MailAddress(string? value, string parameter)
    {
        var at = value?.IndexOf('@') ?? -1;
        return at is > 0 and <= 64 && value!.Length <= MailLength && LocalPartPattern().IsMatch(value.AsSpan(0, at))
               && value[(at + 1)..] is { Length: <= DomainLength } host && host.Split('.').All(label => LabelPattern().IsMatch(label))
            ? value
            : throw new InvalidValueException(parameter, value, "a mail address such as admin@example.com");
    }

    /// <summary>Checks a text for a description: printable characters and line breaks.</summary>
    /// <param name="value">The text.</param>
    /// <param name="parameter">The parameter it came in by.</param>
    public static string Description(string? value, string parameter)
    {
        var text = (value ?? string.Empty).ReplaceLineEndings("\n").Trim();
        return text.Length <= 4096 && !text.Any(c => char.IsControl(c) && c is not ('\n' or '\t'))
            ? text
            : throw new InvalidValueException(parameter, value, "at most 4096 printable characters");
    }

    /// <summary>Checks a user or API token of Proxmox VE: it stands in a header of every request.</summary>
    /// <param name="value">The user, <c>name@realm</c>, or the token, <c>name@realm!token</c>.</param>
    /// <param name="parameter">The parameter it came in by.</param>
    public static string ApiUser(string? value, string parameter)
    {
        return value is { Length: <= 128 } && ApiUserPattern().IsMatch(value)
            ? value
            : throw new InvalidValueException(parameter, value, "a user such as root@pam or an API token such as root@pam!automation");
    }

    /// <summary>Checks a token's secret or a password, which no message ever shows.</summary>
    /// <param name="value">The secret.</param>
    /// <param name="parameter">The parameter it came in by.</param>
    public static SecretText ApiSecret(SecretText value, string parameter)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.IsEmpty || value.Reveal().Any(char.IsControl)
            ? throw new InvalidValueException(parameter, "(hidden)", "a secret of one or more printable characters, without line breaks")
            : value;
    }

    [GeneratedRegex(@"\A[^\s:/\p{C}]+@[A-Za-z][A-Za-z0-9._-]+(![A-Za-z][A-Za-z0-9._-]+)?\z")]
    private static partial Regex ApiUserPattern();

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._ -]{0,63}\z")]
    private static partial Regex DisplayNamePattern();

    [GeneratedRegex(@"\A[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\z")]
    private static partial Regex LabelPattern();

    [GeneratedRegex(@"\A_[A-Za-z0-9]([A-Za-z0-9-]{0,13}[A-Za-z0-9])?\._(tcp|udp)\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ServiceNamePattern();

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_.-]*[A-Za-z0-9]\z")]
    private static partial Regex StoragePattern();

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_]{1,14}\z")]
    private static partial Regex BridgePattern();

    [GeneratedRegex(@"\A[a-z0-9_][a-z0-9_\-+.]*\z")]
    private static partial Regex TagPattern();

    [GeneratedRegex(@"\A([A-Za-z][A-Za-z0-9_.-]*:vztmpl/)?[A-Za-z0-9][A-Za-z0-9_.+:-]*\z")]
    private static partial Regex TemplatePattern();

    [GeneratedRegex(@"\A[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*\z")]
    private static partial Regex LocalPartPattern();
}
