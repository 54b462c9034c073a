using System.Text.Json;
using ClusterManagement.Tests.Support;

namespace ClusterManagement.Tests.Simulator;

/// <summary>A request to real Proxmox VE code and its answer.</summary>
internal sealed record Interaction(
    int Index, string Name, string Method, string Url, IReadOnlyDictionary<string, string> Headers, string? Body, int Status, string Reason,
    string Answer, IReadOnlyList<string> Connection, string? ContentType)
{
    public override string ToString() => $"#{Index} {Name}: {Method} {Url}";
}

/// <summary>What real Proxmox VE code answered, in order.</summary>
internal static class Recording
{
    public static IReadOnlyList<Interaction> Load()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(SharedMaterial.Proxmox("fixtures/real-pve-code-9.2.11.json")));
        return document.RootElement.GetProperty("interactions").EnumerateArray().Select(Read).ToList();
    }

    private static Interaction Read(JsonElement element, int index)
    {
        var request = element.GetProperty("request");
        var response = element.GetProperty("response");
        return new Interaction(
            index,
            element.GetProperty("name").GetString()!,
            request.GetProperty("method").GetString()!,
            request.GetProperty("url").GetString()!,
            request.GetProperty("headers").EnumerateObject().ToDictionary(h => h.Name, h => h.Value.GetString()!),
            request.GetProperty("body").GetString(),
            response.GetProperty("status").GetInt32(),
            response.GetProperty("reason").GetString()!,
            response.GetProperty("body").GetString() ?? "",
            response.GetProperty("headers").EnumerateArray()
                .Where(h => h[0].GetString() == "Connection")
                .Select(h => h[1].GetString()!)
                .ToList(),
            response.GetProperty("headers").EnumerateArray()
                .Where(h => h[0].GetString() == "Content-Type")
                .Select(h => h[1].GetString())
                .FirstOrDefault());
    }
}
