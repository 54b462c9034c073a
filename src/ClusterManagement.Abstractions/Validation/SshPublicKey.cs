using System.Buffers.Binary;
using System.Text;

namespace ClusterManagement.Validation;

/// <summary>OpenSSH public keys, one per line (RFC 4253, section 6.6, in the form of sshd's authorized_keys without options).</summary>
public static class SshPublicKey
{
    private static readonly string[] KeyTypes =
    [
        "ssh-ed25519", "ssh-rsa", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521",
        "sk-ssh-ed25519@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com",
    ];

    /// <summary>Checks one or more keys and returns them, one per line.</summary>
    /// <param name="value">The keys' text.</param>
    /// <param name="parameter">The parameter it came in by.</param>
    public static string Parse(string? value, string parameter)
    {
        var lines = (value ?? string.Empty).Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (lines.Length == 0) throw Invalid(value, parameter);
        foreach (var line in lines)
        {
            var fields = line.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length < 2 || !KeyTypes.Contains(fields[0], StringComparer.Ordinal) || line.Any(char.IsControl)
                || !HoldsType(fields[1], fields[0]))
            {
                throw Invalid(line, parameter);
            }
        }

        return string.Join('\n', lines);
    }

    // The blob repeats the type's name behind its length: a truncated or mislabelled key shows there.
    private static bool HoldsType(string base64, string type)
    {
        var buffer = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64, buffer, out var written) || written < 4 + type.Length + 4) return false;
        return BinaryPrimitives.ReadUInt32BigEndian(buffer) == type.Length
               && Encoding.ASCII.GetString(buffer, 4, type.Length) == type;
    }

    private static InvalidValueException Invalid(string? value, string parameter) =>
        new(parameter, value, "OpenSSH public keys, one per line, such as 'ssh-ed25519 AAAA... name'");
}
