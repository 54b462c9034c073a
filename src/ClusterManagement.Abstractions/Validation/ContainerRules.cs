using System.Text.RegularExpressions;

namespace ClusterManagement.Validation;

/// <summary>The forms of what containers are given beside resources, as Proxmox VE checks them.</summary>
public static partial class ContainerRules
{
    /// <summary>The longest name of a snapshot.</summary>
    public const int SnapshotNameLength = 40;

    /// <summary>Checks the name of a snapshot (format <c>pve-configid</c>; <c>current</c> is what Proxmox calls the present state).</summary>
    /// <param name="value">The name.</param>
    /// <param name="parameter">The parameter it came in by.</param>
    public static string SnapshotName(string? value, string parameter) =>
        value is { Length: <= SnapshotNameLength } && ConfigurationId().IsMatch(value) && value != "current"
            ? value
            : throw new InvalidValueException(
                parameter, value, "2 to 40 letters, digits, hyphens and underscores, starting with a letter, other than the word current");

    /// <summary>Checks a VLAN's number.</summary>
    /// <param name="value">The number; 0 stands for none.</param>
    /// <param name="parameter">The parameter it came in by.</param>
    public static int VlanTag(int value, string parameter) =>
        value is >= 0 and <= 4094 ? value : throw new InvalidValueException(parameter, value, "1 to 4094, or 0 for no VLAN");

    /// <summary>Checks the limit of an interface's rate.</summary>
    /// <param name="value">MB/s; 0 stands for none.</param>
    /// <param name="parameter">The parameter it came in by.</param>
    public static double Rate(double value, string parameter) =>
        value is >= 0 and <= 10240 ? value : throw new InvalidValueException(parameter, value, "0.001 to 10240 MB/s, or 0 for no limit");

    /// <summary>Checks environment variables. Their values may be secrets, so no message shows one.</summary>
    /// <param name="variables">The variables.</param>
    /// <param name="parameter">The parameter they came in by.</param>
    public static IReadOnlyDictionary<string, string> Environment(IReadOnlyDictionary<string, string> variables, string parameter)
    {
        ArgumentNullException.ThrowIfNull(variables);
        foreach (var (name, value) in variables)
        {
            if (!VariableName().IsMatch(name))
            {
                throw new InvalidValueException(parameter, name, "variables whose names have letters, digits and underscores only");
            }

            if (value.Any(c => c is (< ' ' and not '\t') or '\x7f'))
            {
                throw new InvalidValueException(parameter, $"{name}=(hidden)", "values of one line without control characters");
            }
        }

        return variables;
    }

    /// <summary>Checks the command that a container runs as its first process.</summary>
    /// <param name="value">The command.</param>
    /// <param name="parameter">The parameter it came in by.</param>
    public static string Entrypoint(string value, string parameter)
    {
        ArgumentNullException.ThrowIfNull(value);
        return !value.Any(c => c is (< ' ' and not '\t') or '\x7f')
            ? value.Trim()
            : throw new InvalidValueException(parameter, value, "a command of one line");
    }

    /// <summary>Checks a checksum and says which algorithm made it, which its length tells.</summary>
    /// <param name="value">Hexadecimal digits.</param>
    /// <param name="parameter">The parameter it came in by.</param>
    public static (string Algorithm, string Value) Checksum(string? value, string parameter)
    {
        var digits = (value ?? string.Empty).Trim().ToLowerInvariant();
        var algorithm = digits.All(char.IsAsciiHexDigit)
            ? digits.Length switch { 32 => "md5", 40 => "sha1", 56 => "sha224", 64 => "sha256", 96 => "sha384", 128 => "sha512", _ => null }
            : null;
        return algorithm is not null
            ? (algorithm, digits)
            : throw new InvalidValueException(parameter, value, "an MD5, SHA-1 or SHA-2 checksum in hexadecimal digits");
    }

    /// <summary>Checks the URL of a file.</summary>
    /// <param name="value">The URL.</param>
    /// <param name="parameter">The parameter it came in by.</param>
    public static Uri FileUrl(Uri value, string parameter)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.IsAbsoluteUri && value.Scheme is "http" or "https" && value.UserInfo.Length == 0
            ? value
            : throw new InvalidValueException(
                parameter, value.IsAbsoluteUri ? value.GetLeftPart(UriPartial.Path).Replace(value.UserInfo + "@", string.Empty, StringComparison.Ordinal) : value,
                "an http or https URL without a password");
    }

    /// <summary>Checks the reference of an image, which Proxmox wants with its tag.</summary>
    /// <param name="value">For example <c>docker.io/library/nginx:alpine</c>.</param>
    /// <param name="parameter">The parameter it came in by.</param>
    public static string ImageReference(string? value, string parameter) =>
        value is { Length: <= 255 } && ImagePattern().IsMatch(value)
            ? value
            : throw new InvalidValueException(parameter, value, "an image with its tag, such as docker.io/library/nginx:alpine");

    /// <summary>The name Proxmox gives a file: without folders, and with an underscore for what it does not take.</summary>
    /// <param name="value">The name.</param>
    public static string NormaliseFileName(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return NotInFileNames().Replace(value[(value.LastIndexOfAny(['/', '\\']) + 1)..], "_");
    }

    /// <summary>Checks the name of a template's file and returns it as Proxmox stores it.</summary>
    /// <param name="value">The name.</param>
    /// <param name="parameter">The parameter it came in by.</param>
    public static string TemplateFileName(string value, string parameter)
    {
        var name = NormaliseFileName(value);
        return name.Length <= 255 && TemplateFile().IsMatch(name)
            ? name
            : throw new InvalidValueException(parameter, value, "the name of a file that ends in .tar.gz, .tar.xz, .tar.zst or .tar.bz2");
    }

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_-]+\z")]
    private static partial Regex ConfigurationId();

    [GeneratedRegex(@"\A[A-Za-z0-9_]+\z")]
    private static partial Regex VariableName();

    [GeneratedRegex(@"\A([A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:\d+)?/)?[a-z0-9]+([._-]+[a-z0-9]+)*(/[a-z0-9]+([._-]+[a-z0-9]+)*)*:\w[\w.-]{0,127}\z")]
    private static partial Regex ImagePattern();

    [GeneratedRegex("[^A-Za-z0-9_.-]")]
    private static partial Regex NotInFileNames();

    [GeneratedRegex(@"\A[A-Za-z0-9_.-]+\.tar\.(gz|xz|zst|bz2)\z")]
    private static partial Regex TemplateFile();
}
