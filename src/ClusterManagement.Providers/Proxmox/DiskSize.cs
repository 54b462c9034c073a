using System.Globalization;

namespace ClusterManagement.Providers.Proxmox;

/// <summary>Sizes of disks as Proxmox writes them: <c>8G</c>, <c>512M</c>, <c>1T</c>, or bytes.</summary>
public static class DiskSize
{
    /// <summary>The bytes of a GiB.</summary>
    public const long GiB = 1L << 30;

    private const string Units = "KMGT";

    /// <summary>The size in bytes that the value of a disk names, such as <c>local-lvm:vm-100-disk-0,size=8G</c>.</summary>
    /// <param name="disk">The value of <c>rootfs</c> or <c>mpN</c>.</param>
    /// <returns>Null when it names none.</returns>
    public static long? Of(string? disk)
    {
        const string key = "size=";
        var part = (disk ?? string.Empty).Split(',').FirstOrDefault(part => part.StartsWith(key, StringComparison.Ordinal));
        return part is null ? null : Parse(part[key.Length..]);
    }

    /// <summary>The storage that the value of a disk names.</summary>
    /// <param name="disk">The value of <c>rootfs</c> or <c>mpN</c>.</param>
    /// <returns>Null for a path of the node, which no storage holds.</returns>
    public static string? StorageOf(string disk)
    {
        ArgumentNullException.ThrowIfNull(disk);
        var volume = disk.Split(',')[0].Replace("volume=", string.Empty, StringComparison.Ordinal);
        var colon = volume.IndexOf(':');
        return colon > 0 && !volume.StartsWith('/') ? volume[..colon] : null;
    }

    private static long? Parse(string text)
    {
        var unit = text.Length == 0 ? -1 : Units.IndexOf(text[^1]);
        return decimal.TryParse(unit < 0 ? text : text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? (long)(number * (unit < 0 ? 1 : 1L << (10 * (unit + 1))))
            : null;
    }
}
