using System.Globalization;

namespace ClusterManagement.Simulator.State;

/// <summary>Sizes in Proxmox VE's notation.</summary>
internal static class DiskSize
{
    private const string Units = "KMGT";

    /// <summary>Parses a size; without a unit it is in bytes.</summary>
    public static long Parse(string text)
    {
        var unit = Units.IndexOf(text[^1], StringComparison.Ordinal);
        var number = decimal.Parse(unit < 0 ? text : text[..^1], CultureInfo.InvariantCulture);
        return (long)(number * (1L << (10 * (unit + 1))));
    }

    public static long FromGibibytes(string text) => (long)(decimal.Parse(text, CultureInfo.InvariantCulture) * (1L << 30));

    /// <summary>Prints with the largest unit that divides the size.</summary>
    public static string Print(long bytes)
    {
        for (var unit = Units.Length; unit > 0; unit--)
        {
            var factor = 1L << (10 * unit);
            if (bytes >= factor && bytes % factor == 0)
                return $"{bytes / factor}{Units[unit - 1]}";
        }
        return bytes.ToString(CultureInfo.InvariantCulture);
    }
}
