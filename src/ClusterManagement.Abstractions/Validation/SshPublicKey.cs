using System.Text.RegularExpressions;

namespace ClusterManagement.Validation;

/// <summary>OpenSSH public keys, one per line, in the form of sshd's authorized_keys without options.</summary>
public static partial class SshPublicKey
{
    private const string Form = "OpenSSH public keys, one per line, such as 'ssh-ed25519 AAAA... name'";

    /// <summary>Checks one or more keys and returns them, one per line, each once.</summary>
    /// <param name="value">The keys' text.</param>
    /// <param name="parameter">The parameter it came in by.</param>
    public static string Parse(string? value, string parameter)
    {
        // Of a private key, a message repeats no more than that it is one.
        if (value is not null && PrivateKeyPattern().Match(value) is { Success: true } header)
        {
            throw new InvalidValueException(parameter, header.Value, Form);
        }

        var lines = (value ?? string.Empty).Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (lines.Length == 0) throw new InvalidValueException(parameter, value, Form);
        foreach (var line in lines)
        {
            if (!IsWhole(line)) throw new InvalidValueException(parameter, line, Form + "; RSA keys of 2048 to 16384 bits");
        }

        return string.Join('\n', lines.Distinct(StringComparer.Ordinal));
    }

    private static bool IsWhole(string line)
    {
        var fields = line.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length < 2 || line.Any(char.IsControl)) return false;
        var blob = new byte[fields[1].Length];
        return Convert.TryFromBase64String(fields[1], blob, out var length) && SshKeyBlob.IsWhole(fields[0], blob.AsSpan(0, length));
    }

    [GeneratedRegex("-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----")]
    private static partial Regex PrivateKeyPattern();
}
