using System.Buffers.Binary;
using System.Net;

namespace ClusterManagement.Simulator.State;

/// <summary>Hands out the addresses of a range, one per MAC address, as a DHCP server would.</summary>
internal sealed class AddressPool
{
    private readonly uint _first;
    private readonly uint _last;
    private readonly Dictionary<string, uint> _leases = new(StringComparer.OrdinalIgnoreCase);

    public AddressPool(string range)
    {
        var ends = range.Split('-', ',').Select(e => IPAddress.Parse(e.Trim())).ToList();
        _first = ToNumber(ends[0]);
        _last = ToNumber(ends[^1]);
    }

    /// <summary>The lease of a MAC address; null when the range is used up.</summary>
    public string? Lease(string mac, IReadOnlySet<string> taken)
    {
        if (_leases.TryGetValue(mac, out var known))
            return ToText(known);
        for (var address = _first; address <= _last; address++)
        {
            if (_leases.ContainsValue(address) || taken.Contains(ToText(address)))
                continue;
            _leases[mac] = address;
            return ToText(address);
        }
        return null;
    }

    private static uint ToNumber(IPAddress address) => BinaryPrimitives.ReadUInt32BigEndian(address.GetAddressBytes());

    private static string ToText(uint address)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, address);
        return new IPAddress(bytes).ToString();
    }
}
