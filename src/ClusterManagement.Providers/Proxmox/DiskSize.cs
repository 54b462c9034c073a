using System.Globalization;

namespace ClusterManagement.Providers.Proxmox;

/// <summary>Sizes of disks as Proxmox writes them: <c>8G</c>, <c>512M</c>, <c>1.5T</c>.</summary>
internal static class DiskSize
{
    private const string Units = "KMGT";

    /// <summary>The size of a mount point in GiB, rounded up.</summary>
    /// <param name="mount">Its value, for example <c>local-lvm:vm-100-disk-0,size=8G</c>.</param>
    /// <returns>Null when the size is not said.</returns>
    public static int? GiBOf(string? mount)
    {
        var size = (mount ?? string.Empty).Split(',').FirstOrDefault(part => part.StartsWith("size=", StringComparison.Ordinal))?[5..];
        if (string.IsNullOrEmpty(size)) return null;
        var unit = Units.IndexOf(char.ToUpperInvariant(size[^1]));
        var digits = unit < 0 ? size : size[..^1];
        if (!double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) return null;
        var gibibytes = Math.Ceiling(number * Math.Pow(1024, unit + 1) / (1L << 30));
        return gibibytes is >= 1 and <= int.MaxValue ? (int)gibibytes : null;
    }
}
