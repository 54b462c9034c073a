using System.Text.RegularExpressions;

namespace ClusterManagement.Engine.Provisioning;

/// <summary>
/// The line in a container's description on Proxmox that says whose container it is. What does not carry a row's mark is
/// not that row's container, whatever its CTID, and is left alone.
/// </summary>
internal static partial class OwnershipMark
{
    /// <summary>A description with the mark as its last line.</summary>
    /// <param name="description">The description, if there is one.</param>
    /// <param name="ownershipId">The row's mark.</param>
    public static string Append(string? description, Guid ownershipId)
    {
        var mark = $"clustermanagement:{ownershipId:D}";
        return string.IsNullOrEmpty(description) ? mark : $"{description}\n\n{mark}";
    }

    /// <summary>A description without the mark.</summary>
    /// <param name="description">The description, if there is one.</param>
    public static string? Remove(string? description)
    {
        var match = Pattern().Match(description ?? string.Empty);
        return match.Success ? description!.Remove(match.Index, match.Length).TrimEnd() : description;
    }

    /// <summary>The mark in a description, if there is one.</summary>
    /// <param name="description">The description.</param>
    public static Guid? Find(string? description)
    {
        var match = Pattern().Match(description ?? string.Empty);
        return match.Success && Guid.TryParse(match.Groups[1].ValueSpan, out var id) ? id : null;
    }

    [GeneratedRegex(@"\bclustermanagement:([0-9a-fA-F-]{36})\b", RegexOptions.RightToLeft)]
    private static partial Regex Pattern();
}
