using System.Text;
using System.Text.RegularExpressions;

namespace ClusterManagement.Validation;

/// <summary>The forms of what an account holds. It ends in directories and in lines like those of passwd, so nothing may break a line.</summary>
public static partial class AccountRules
{
    /// <summary>The longest name of a user or a group.</summary>
    public const int NameLength = 32;

    /// <summary>The longest full name, surname or first name.</summary>
    public const int PersonNameLength = 255;

    /// <summary>The most that the SSH keys of a user may take.</summary>
    public const int SshKeysLength = 8192;

    /// <summary>The shortest password, in characters (NIST SP 800-63B, section 5.1.1.2).</summary>
    public const int PasswordLength = 8;

    /// <summary>The longest password, in bytes of UTF-8.</summary>
    public const int PasswordBytes = 1024;

    /// <summary>The shortest session secret.</summary>
    public const int ShortestSessionSecret = 32;

    /// <summary>The longest session secret.</summary>
    public const int LongestSessionSecret = 64;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Checks a login name: a portable POSIX name, in lower case.</summary>
    /// <param name="value">The name.</param>
    /// <param name="parameter">The parameter it came in by.</param>
    public static string Username(string? value, string parameter) => PosixName(value, parameter, "jdoe");

    /// <summary>Checks the name of a group: a portable POSIX name, in lower case.</summary>
    /// <param name="value">The name.</param>
    /// <param name="parameter">The parameter it came in by.</param>
    public static string GroupName(string? value, string parameter) => PosixName(value, parameter, "developers");

    /// <summary>Checks a person's name and returns it without surrounding blanks, in Unicode's composed form (NFC).</summary>
    /// <param name="value">The name.</param>
    /// <param name="parameter">The parameter it came in by.</param>
    public static string PersonName(string? value, string parameter)
    {
        var name = value?.Trim() ?? string.Empty;
        var isText = name.Length > 0 && !name.EnumerateRunes().Any(IsDisruptive);
        return isText && name.Normalize(NormalizationForm.FormC) is { Length: <= PersonNameLength } composed
            ? composed
            : throw new InvalidValueException(
                parameter, value, $"1 to {PersonNameLength} printable characters, without colons, line breaks and marks that change the direction of text");
    }

    /// <summary>Checks a user's mail address and returns it in lower case.</summary>
    /// <param name="value">The address.</param>
    /// <param name="parameter">The parameter it came in by.</param>
    public static string Mail(string? value, string parameter) => NameRules.MailAddress(value, parameter).ToLowerInvariant();

    /// <summary>Checks a user's SSH public keys and returns them, one per line.</summary>
    /// <param name="value">The keys.</param>
    /// <param name="parameter">The parameter they came in by.</param>
    public static string SshKeys(string? value, string parameter)
    {
        var keys = SshPublicKey.Parse(value, parameter);
        return keys.Length <= SshKeysLength
            ? keys
            : throw new InvalidValueException(parameter, $"{keys.Length} characters", $"SSH public keys of {SshKeysLength} characters in all");
    }

    /// <summary>
    /// Checks a password that is about to be set. Length is what counts; there are no rules of composition. Control
    /// characters are refused, since most prompts cannot take them.
    /// </summary>
    /// <param name="value">The password; no message ever shows it.</param>
    /// <param name="parameter">The parameter it came in by.</param>
    public static SecretText Password(SecretText value, string parameter)
    {
        ArgumentNullException.ThrowIfNull(value);
        var text = value.Reveal();
        return text.Length >= PasswordLength && !text.Any(char.IsControl) && TryCountBytes(text, out var bytes) && bytes <= PasswordBytes
            ? value
            : throw new InvalidValueException(
                parameter, "(hidden)", $"a password of {PasswordLength} characters or more and at most {PasswordBytes} bytes, without control characters");
    }

    /// <summary>Checks a session secret.</summary>
    /// <param name="value">The secret; no message ever shows it.</param>
    /// <param name="parameter">The parameter it came in by.</param>
    public static SecretText SessionSecret(SecretText value, string parameter)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.Length is >= ShortestSessionSecret and <= LongestSessionSecret && value.Reveal().All(c => c is > ' ' and <= '~')
            ? value
            : throw new InvalidValueException(
                parameter, "(hidden)", $"{ShortestSessionSecret} to {LongestSessionSecret} printable ASCII characters without blanks");
    }

    /// <summary>Checks the number of characters to generate for a session secret.</summary>
    /// <param name="value">The number.</param>
    /// <param name="parameter">The parameter it came in by.</param>
    public static int SessionSecretLength(int value, string parameter) => value is >= ShortestSessionSecret and <= LongestSessionSecret
        ? value
        : throw new InvalidValueException(parameter, value, $"{ShortestSessionSecret} to {LongestSessionSecret} characters");

    private static string PosixName(string? value, string parameter, string example) => value is not null && PosixNamePattern().IsMatch(value)
        ? value
        : throw new InvalidValueException(
            parameter, value, $"1 to {NameLength} lower-case letters, digits, underscores and hyphens, starting with a letter or an underscore, such as {example}");

    // A lone surrogate is read as U+FFFD.
    private static bool IsDisruptive(Rune rune) => rune.Value is ':' or 0x2028 or 0x2029 or 0xFFFD or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069)
        || Rune.IsControl(rune);

    private static bool TryCountBytes(string text, out int bytes)
    {
        try
        {
            bytes = Utf8.GetByteCount(text);
            return true;
        }
        catch (EncoderFallbackException)
        {
            bytes = 0;
            return false;
        }
    }

    [GeneratedRegex(@"\A[a-z_][a-z0-9_-]{0,31}\z")]
    private static partial Regex PosixNamePattern();
}
