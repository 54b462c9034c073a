using System.Text.Json;
using Xunit;

namespace ClusterManagement.Tests.Proxmox;

/// <summary>Answers recorded from Proxmox VE, read from the reference data that lies beside the repository.</summary>
internal static class RecordedAnswers
{
    internal sealed record Recording(string Name, string Method, string Path, int Status, string Reason, string Body);

    /// <summary>What release 9.2.11 answered, and what 6.2 and 7 answered, in one shape.</summary>
    internal static IReadOnlyList<Recording> All()
    {
        var recent = Open("fixtures/real-pve-code-9.2.11.json").GetProperty("interactions").EnumerateArray().Select(entry => new Recording(
            entry.GetProperty("name").GetString()!,
            entry.GetProperty("request").GetProperty("method").GetString()!,
            PathOf(entry.GetProperty("request").GetProperty("url").GetString()!),
            entry.GetProperty("response").GetProperty("status").GetInt32(),
            entry.GetProperty("response").GetProperty("reason").GetString()!,
            entry.GetProperty("response").GetProperty("body").GetString() ?? string.Empty));
        var old = Open("fixtures/fog-proxmox-vcr.json").GetProperty("interactions").EnumerateObject().SelectMany(
            group => group.Value.EnumerateArray().Select(entry => new Recording(
                "old: " + group.Name,
                entry.GetProperty("request").GetProperty("method").GetString()!,
                PathOf(entry.GetProperty("request").GetProperty("path").GetString()!),
                entry.GetProperty("response").GetProperty("code").GetInt32(),
                entry.GetProperty("response").GetProperty("reason").GetString()!,
                TextOf(entry.GetProperty("response").GetProperty("body")))));
        return [.. recent, .. old];
    }

    /// <summary>The successful answers of paths like this one; <c>*</c> stands for one segment.</summary>
    internal static IReadOnlyList<Recording> Successes(string method, string pattern)
    {
        var wanted = pattern.Split('/');
        return [.. All().Where(r => r.Status == 200 && r.Method == method && Matches(r.Path.Split('/'), wanted))];
    }

    internal static JsonElement ErrorsCatalogue() => Open("fixtures/errors-catalogue.json");

    /// <summary>The API's own description: endpoints with their parameters and the releases that have them.</summary>
    internal static JsonElement Schema() => Open("lxc-subset.json");

    private static bool Matches(string[] path, string[] wanted) =>
        path.Length == wanted.Length && path.Zip(wanted).All(pair => pair.Second == "*" || pair.First == pair.Second);

    private static string PathOf(string url)
    {
        var path = url.Split('?')[0].Replace("//", "/", StringComparison.Ordinal);
        return path.StartsWith("/api2/json", StringComparison.Ordinal) ? path["/api2/json".Length..] : path;
    }

    private static string TextOf(JsonElement body) => body.ValueKind == JsonValueKind.String ? body.GetString()! : body.GetRawText();

    private static JsonElement Open(string file)
    {
        var path = Path.Combine(Root(), "..", "shared", "proxmox", file);
        if (!File.Exists(path))
        {
            var reason = $"The recorded answers of Proxmox ({file}) are not beside the repository.";
            Assert.False(Environment.GetEnvironmentVariable("CI") == "true", reason);
            Assert.Skip(reason);
        }

        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return document.RootElement.Clone();
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder.Parent is not null && !File.Exists(Path.Combine(folder.FullName, "Directory.Packages.props")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}
