using System.Globalization;

namespace ClusterManagement.Engine.Accounts;

/// <summary>
/// A hash of a password and how it was made, in the string format of the Password Hashing Competition:
/// <c>$argon2id$v=19$m=65536,t=3,p=4$salt$hash</c>, salt and hash in Base64 without padding.
/// </summary>
/// <param name="Parameters">The cost.</param>
/// <param name="Salt">The salt.</param>
/// <param name="Value">The hash.</param>
internal sealed record PasswordHash(Argon2Parameters Parameters, byte[] Salt, byte[] Value)
{
    private const string Algorithm = "argon2id";
    private const string Version = "v=19";

    /// <summary>Reads a stored hash. Another algorithm, a key id, associated data and a cost beyond all measure are not taken.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The hash, or null.</returns>
    public static PasswordHash? Parse(string? text)
    {
        var fields = text?.Split('$') ?? [];
        if (fields is not ["", Algorithm, Version, var costs, var salt, var value] || ParseCosts(costs) is not { } parameters) return null;
        return PasswordPolicy.IsBearable(parameters) && Decode(salt, 8, 48) is { } saltBytes && Decode(value, 16, 64) is { } valueBytes
            ? new PasswordHash(parameters, saltBytes, valueBytes)
            : null;
    }

    /// <summary>The stored form.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"${Algorithm}${Version}$m={Parameters.Memory},t={Parameters.Passes},p={Parameters.Lanes}${Encode(Salt)}${Encode(Value)}");

    // Node's argon2 has written m,t,p and, since version 0.45, m,p,t.
    private static Argon2Parameters? ParseCosts(string text)
    {
        var costs = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var part in text.Split(','))
        {
            if (part.Split('=') is not [("m" or "t" or "p") and var name, var digits]
                || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || !costs.TryAdd(name, number))
            {
                return null;
            }
        }

        return costs.Count == 3 ? new Argon2Parameters(costs["m"], costs["t"], costs["p"]) : null;
    }

    private static string Encode(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=');

    private static byte[]? Decode(string text, int shortest, int longest)
    {
        if (!text.All(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '/')) return null;
        var padded = text.PadRight((text.Length + 3) / 4 * 4, '=');
        var bytes = new byte[padded.Length / 4 * 3];
        return Convert.TryFromBase64String(padded, bytes, out var length) && length >= shortest && length <= longest ? bytes[..length] : null;
    }
}
