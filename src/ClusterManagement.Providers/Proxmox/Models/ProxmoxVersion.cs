using System.Text.Json.Serialization;

namespace ClusterManagement.Providers.Proxmox;

/// <summary>The release of Proxmox VE, from <c>GET /version</c>.</summary>
public sealed record ProxmoxVersion
{
    /// <summary>The full version, for example <c>9.2.11</c> or <c>6.2-4</c>.</summary>
    [JsonPropertyName("version")]
    public string Version
    {
        get => field ?? string.Empty;
        init;
    }

    /// <summary>The release, for example <c>9.2</c>.</summary>
    [JsonPropertyName("release")]
    public string Release
    {
        get => field ?? string.Empty;
        init;
    }

    /// <summary>The commit the release was built from.</summary>
    [JsonPropertyName("repoid")]
    public string? RepositoryId { get; init; }

    /// <summary>Whether this release is a given one or a later one.</summary>
    /// <param name="major">The first number.</param>
    /// <param name="minor">The second number.</param>
    public bool IsAtLeast(int major, int minor)
    {
        var numbers = Version.Split('.', '-');
        var second = numbers.Length > 1 && int.TryParse(numbers[1], out var parsed) ? parsed : 0;
        return Major > major || (Major == major && second >= minor);
    }

    /// <summary>The first number of the version, 0 when there is none.</summary>
    [JsonIgnore]
    public int Major => int.TryParse(Version.Split('.', '-')[0], out var major) ? major : 0;
}
