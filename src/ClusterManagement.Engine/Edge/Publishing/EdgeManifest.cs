using System.Text.Json;
using System.Text.Json.Serialization;

namespace ClusterManagement.Engine.Edge.Publishing;

/// <summary>Says of a folder which of its files this module wrote, and with what content.</summary>
/// <param name="Site">The site's name.</param>
/// <param name="Files">The SHA-256 of each file, by name.</param>
/// <param name="Marks">What each daemon answers that runs with the files.</param>
internal sealed record EdgeManifest(string Site, SortedDictionary<string, string> Files, SortedDictionary<string, string> Marks)
{
    /// <summary>The file's name.</summary>
    public const string FileName = ".cluster-configuration.json";

    /// <summary>The daemons that the files are for.</summary>
    [JsonIgnore]
    public IReadOnlyList<EdgeDaemon> Daemons => [.. Enum.GetValues<EdgeDaemon>().Where(daemon => Marks.ContainsKey(daemon.ToString()))];

    /// <summary>Reads the manifest of a folder; null when it has none.</summary>
    /// <param name="folder">The folder.</param>
    public static EdgeManifest? Read(string folder)
    {
        var file = Path.Combine(folder, FileName);
        if (!File.Exists(file)) return null;
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(file), EdgeManifestJson.Default.EdgeManifest);
        }
        catch (JsonException exception)
        {
            throw new ClusterException(
                ErrorIds.ConfigurationFailed, ClusterErrorKind.InUse,
                $"The file '{file}', which says what this module wrote there, cannot be read: {exception.Message}",
                "Choose another folder, or empty this one.", folder, exception);
        }
    }

    /// <summary>Writes the manifest whole, or leaves the one that is there.</summary>
    /// <param name="folder">The folder.</param>
    public void Write(string folder)
    {
        var file = Path.Combine(folder, FileName);
        File.WriteAllBytes(file + ".new", JsonSerializer.SerializeToUtf8Bytes(this, EdgeManifestJson.Default.EdgeManifest));
        File.Move(file + ".new", file, overwrite: true);
    }
}
