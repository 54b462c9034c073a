using System.Numerics;

namespace ClusterManagement.Validation;

/// <summary>An IPv4 subnet mask, given as <c>255.255.255.0</c> or <c>/24</c>.</summary>
/// <param name="Bits">The mask in host order.</param>
public readonly record struct SubnetMask(uint Bits)
{
    /// <summary>The number of leading one bits.</summary>
    public int PrefixLength => BitOperations.PopCount(Bits);

    /// <summary>Reads a mask of 1 to 30 leading one bits.</summary>
    /// <param name="value">The dotted form or the prefix length after a slash.</param>
    /// <param name="parameter">The parameter it came in by.</param>
    public static SubnetMask Parse(string? value, string parameter)
    {
        uint bits;
        if (value is { Length: > 1 } && value[0] == '/' && int.TryParse(value.AsSpan(1), out var length) && length is > 0 and <= 32)
        {
            bits = uint.MaxValue << (32 - length);
        }
        else if (!Ipv4.TryParse(value, out bits))
        {
            bits = 0;
        }

        var mask = new SubnetMask(bits);
        var contiguous = bits != 0 && (bits | (bits - 1)) == uint.MaxValue;
        return contiguous && mask.PrefixLength <= 30
            ? mask
            : throw new InvalidValueException(parameter, value, "a subnet mask from /1 to /30, such as 255.255.255.0 or /24");
    }

    /// <summary>True when both addresses are in the same subnet.</summary>
    /// <param name="left">An address in host order.</param>
    /// <param name="right">Another one.</param>
    public bool AreTogether(uint left, uint right) => (left & Bits) == (right & Bits);

    /// <summary>True for the subnet's own address and its broadcast address, which no host can have.</summary>
    /// <param name="address">An address in host order.</param>
    public bool IsNetworkOrBroadcast(uint address) => (address & ~Bits) == 0 || (address & ~Bits) == ~Bits;

    /// <summary>The dotted form.</summary>
    public override string ToString() => Ipv4.Format(Bits);
}
