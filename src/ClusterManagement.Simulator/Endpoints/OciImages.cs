using System.Text.Json.Nodes;

namespace ClusterManagement.Simulator.Endpoints;

/// <summary>The container images of the simulated registry.</summary>
internal static class OciImages
{
    private static readonly Dictionary<string, (string[] Tags, string EntryPoint)> Images = new()
    {
        ["nginx"] = (["1.27", "1.27-alpine", "alpine", "latest"], "/docker-entrypoint.sh nginx"),
        ["redis"] = (["7", "7-alpine", "alpine", "latest"], "docker-entrypoint.sh redis-server"),
        ["alpine"] = (["3.22", "latest"], "/bin/sh"),
    };

    /// <summary>The tags of an image; null when the registry has no such image.</summary>
    public static JsonArray? Tags(string reference) =>
        Images.TryGetValue(NameOf(reference), out var image) ? new JsonArray(image.Tags.Select(t => (JsonNode?)t).ToArray()) : null;

    public static bool Exists(string reference) =>
        Images.TryGetValue(NameOf(reference), out var image) && image.Tags.Contains(reference.Split(':')[^1]);

    /// <summary>The file an image is stored in: its last name and tag.</summary>
    public static string FileName(string reference) => reference[(reference.LastIndexOf('/') + 1)..].Replace(':', '_') + ".tar";

    /// <summary>The entry point of an image, by the file it is stored in.</summary>
    public static string? EntryPoint(string volId) =>
        Images.TryGetValue(volId[(volId.LastIndexOf('/') + 1)..].Split('_', '.')[0], out var image) ? image.EntryPoint : null;

    private static string NameOf(string reference) => reference[(reference.LastIndexOf('/') + 1)..].Split(':')[0];
}
