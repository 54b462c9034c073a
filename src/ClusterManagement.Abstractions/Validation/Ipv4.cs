using System.Globalization;

namespace ClusterManagement.Validation;

/// <summary>IPv4 addresses as numbers, and back. Only the dotted form of four decimal parts is accepted.</summary>
public static class Ipv4
{
    /// <summary>Reads an address, or throws an <see cref="InvalidValueException"/>.</summary>
    /// <param name="value">The dotted form.</param>
    /// <param name="parameter">The parameter it came in by.</param>
    public static uint Parse(string? value, string parameter)
    {
        return TryParse(value, out var address)
            ? address
            : throw new InvalidValueException(parameter, value, "an IPv4 address of four decimal parts, such as 10.0.0.1");
    }

    /// <summary>Reads an address of exactly four decimal parts without leading zeros, which other software reads as octal.</summary>
    /// <param name="value">The dotted form.</param>
    /// <param name="address">The address in host order.</param>
    public static bool TryParse(string? value, out uint address)
    {
        address = 0;
        var parts = value?.Split('.') ?? [];
        if (parts.Length != 4) return false;
        foreach (var part in parts)
        {
            if (part.Length is 0 or > 3 || (part.Length > 1 && part[0] == '0')) return false;
            if (!byte.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var octet)) return false;
            address = (address << 8) | octet;
        }

        return true;
    }

    /// <summary>Checks an address that a host can have and returns its canonical form.</summary>
    /// <param name="value">The dotted form.</param>
    /// <param name="parameter">The parameter it came in by.</param>
    public static string HostAddress(string? value, string parameter)
    {
        var address = Parse(value, parameter);
        return IsUnicast(address)
            ? Format(address)
            : throw new InvalidValueException(parameter, value, "a unicast IPv4 address, not 0.x.x.x, loopback, multicast or reserved");
    }

    /// <summary>The dotted form of an address.</summary>
    /// <param name="address">The address in host order.</param>
    public static string Format(uint address) =>
        string.Create(CultureInfo.InvariantCulture, $"{address >> 24}.{(address >> 16) & 255}.{(address >> 8) & 255}.{address & 255}");

    private static bool IsUnicast(uint address) => (address >> 24) is > 0 and < 224 and not 127;
}
