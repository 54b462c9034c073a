using System.Text.Json;
using System.Text.Json.Serialization;

namespace ClusterManagement.Engine.Edge.Publishing;

/// <summary>Says of a folder which of its files this module wrote, and with what content.</summary>
/// <param name="Site">The site's name.</param>
/// <param name="Files">The SHA-256 of each file, by name.</param>
/// <param name="Marks">What each daemon answers that runs with the files.</param>
/// <param name="Endpoints">Where the daemons are asked; null when the files were only exported.</param>
/// <param name="Unfinished">The files that were being made when this was written: what is there of them may be a part.</param>
internal sealed record EdgeManifest(
    string Site,
    SortedDictionary<string, string> Files,
    SortedDictionary<string, string> Marks,
    EdgeEndpoints? Endpoints = null,
    IReadOnlyList<string>? Unfinished = null)
{
    /// <summary>The file's name.</summary>
    public const string FileName = ".cluster-configuration.json";

    /// <summary>The marks of the daemons there are.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<EdgeDaemon, string> DaemonMarks =>
        Enum.GetValues<EdgeDaemon>().Where(daemon => Marks.ContainsKey(daemon.ToString())).ToDictionary(daemon => daemon, daemon => Marks[daemon.ToString()]);

    /// <summary>Reads the manifest of a folder; null when it has none.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="ClusterException"><c>ConfigurationFailed</c>: it cannot be read.</exception>
    public static EdgeManifest? Read(string folder)
    {
        var file = Path.Combine(folder, FileName);
        if (!File.Exists(file)) return null;
        try
        {
            var manifest = JsonSerializer.Deserialize(File.ReadAllBytes(file), EdgeManifestJson.Default.EdgeManifest);
            return manifest is { Site: not null, Files: not null, Marks: not null } ? manifest : throw new JsonException("It says not all it has to.");
        }
        catch (JsonException exception)
        {
            throw new ClusterException(
                ErrorIds.ConfigurationFailed, ClusterErrorKind.InUse,
                $"The file '{file}', which says what this module wrote there, cannot be read: {exception.Message}",
                "Choose another folder, empty this one, or write over what is there with -Force.", folder, exception);
        }
    }

    /// <summary>Reads the manifest of a folder; null when it has none that can be read.</summary>
    /// <param name="folder">The folder.</param>
    public static EdgeManifest? TryRead(string folder)
    {
        try
        {
            return Read(folder);
        }
        catch (ClusterException)
        {
            return null;
        }
    }

    /// <summary>Writes the manifest whole, or leaves the one that is there.</summary>
    /// <param name="folder">The folder.</param>
    public void Write(string folder) => WholeFile.Replace(Path.Combine(folder, FileName), JsonSerializer.SerializeToUtf8Bytes(this, EdgeManifestJson.Default.EdgeManifest));
}
