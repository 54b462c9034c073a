namespace ClusterManagement.Validation;

/// <summary>A range of IPv4 addresses, both ends included; written <c>a-b</c> or <c>a,b</c>.</summary>
/// <param name="First">The lowest address, in host order.</param>
/// <param name="Last">The highest address, in host order.</param>
public readonly record struct AddressRange(uint First, uint Last)
{
    /// <summary>How many addresses the range has.</summary>
    public long Size => (long)Last - First + 1;

    /// <summary>Reads a range.</summary>
    /// <param name="value">Two addresses joined by a hyphen or a comma.</param>
    /// <param name="parameter">The parameter it came in by.</param>
    public static AddressRange Parse(string? value, string parameter)
    {
        var ends = (value ?? string.Empty).Split('-', ',');
        if (ends.Length != 2 || !Ipv4.TryParse(ends[0].Trim(), out var first) || !Ipv4.TryParse(ends[1].Trim(), out var last))
        {
            throw new InvalidValueException(parameter, value, "two IPv4 addresses joined by a hyphen or a comma, such as 10.0.0.100-10.0.0.200");
        }

        return first <= last
            ? new AddressRange(first, last)
            : throw new InvalidValueException(parameter, value, "a range whose first address is not above its last");
    }

    /// <summary>True when the address lies in the range.</summary>
    /// <param name="address">An address in host order.</param>
    public bool Contains(uint address) => address >= First && address <= Last;

    /// <summary>The form <c>a-b</c>.</summary>
    public override string ToString() => $"{Ipv4.Format(First)}-{Ipv4.Format(Last)}";
}
