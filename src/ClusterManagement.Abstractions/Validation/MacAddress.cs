using System.Security.Cryptography;

namespace ClusterManagement.Validation;

/// <summary>Ethernet addresses, kept as Proxmox writes them: upper case, parted by colons.</summary>
public static class MacAddress
{
    /// <summary>The prefix Proxmox registered and gives to its guests.</summary>
    public const string Prefix = "BC:24:11";

    /// <summary>Checks a unicast address and returns it in upper case with colons.</summary>
    /// <param name="value">Six pairs of hexadecimal digits, parted by colons or hyphens.</param>
    /// <param name="parameter">The parameter it came in by.</param>
    public static string Parse(string? value, string parameter)
    {
        var text = (value ?? string.Empty).Replace('-', ':').ToUpperInvariant();
        var parts = text.Split(':');
        var wellFormed = parts.Length == 6 && parts.All(part => part.Length == 2 && part.All(char.IsAsciiHexDigit));
        return wellFormed && (Convert.ToByte(parts[0], 16) & 1) == 0 && text != "00:00:00:00:00:00"
            ? text
            : throw new InvalidValueException(parameter, value, "a unicast MAC address of six pairs of hexadecimal digits, such as BC:24:11:00:00:01");
    }

    /// <summary>A random address under Proxmox's prefix.</summary>
    public static string Random()
    {
        Span<byte> tail = stackalloc byte[3];
        RandomNumberGenerator.Fill(tail);
        return $"{Prefix}:{tail[0]:X2}:{tail[1]:X2}:{tail[2]:X2}";
    }
}
