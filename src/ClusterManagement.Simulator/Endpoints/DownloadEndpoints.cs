using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ClusterManagement.Simulator.Api;
using ClusterManagement.Simulator.State;

namespace ClusterManagement.Simulator.Endpoints;

/// <summary>
/// Downloads of files by their address. Nothing is fetched: every address has a file, whose checksum is that of the address
/// itself, but for those of hosts under <c>.invalid</c>.
/// </summary>
internal static class DownloadEndpoints
{
    private const string Address = "https?://.*";
    private const int Size = 130 << 20;

    private static readonly string[] TemplateEndings = [".tar.gz", ".tar.xz", ".tar.zst", ".tar.bz2", ".tgz", ".tar"];

    public static IEnumerable<Endpoint> All =>
    [
        new("GET", "/nodes/{node}/query-url-metadata", Metadata)
        {
            Protected = true,
            Privilege = "Sys.AccessNetwork",
            Parameters = [Schema.Pattern("url", Address).Required(), Schema.Boolean("verify-certificates")],
        },
        new("POST", "/nodes/{node}/storage/{storage}/download-url", Download)
        {
            Protected = true,
            Privilege = "Datastore.AllocateTemplate",
            Parameters =
            [
                Schema.Text("checksum") with { Requires = "checksum-algorithm" },
                Schema.OneOf("checksum-algorithm", "md5", "sha1", "sha224", "sha256", "sha384", "sha512") with { Requires = "checksum" },
                Schema.Text("compression"),
                Schema.OneOf("content", "iso", "vztmpl", "import").Required(),
                Schema.Text("filename", max: 255).Required(),
                Schema.Pattern("url", Address).Required(),
                Schema.Boolean("verify-certificates"),
            ],
        },
    ];

    private static JsonObject Metadata(ApiCall call)
    {
        var url = new Uri(call.Text("url"));
        if (!IsThere(url))
            throw ApiException.Failure($"invalid server response: '500 Can't connect to {url.Authority} (Name or service not known)'");
        return new JsonObject { ["filename"] = Path.GetFileName(url.AbsolutePath), ["mimetype"] = "application/octet-stream", ["size"] = Size };
    }

    private static JsonNode Download(ApiCall call)
    {
        call.Demand("Sys.AccessNetwork");
        var storage = call.State.AliveStorage(call.Node, call.Text("storage"));
        if (storage.IsBlock)
            throw ApiException.Failure($"can't upload to storage type '{storage.Type}', not a file based storage!");
        var content = call.Text("content");
        if (!storage.Supports(content))
            throw ApiException.Failure($"storage '{storage.Id}' is not configured for content-type '{content}'");
        var file = call.Text("filename");
        if (content == "vztmpl" && !TemplateEndings.Any(ending => file.EndsWith(ending, StringComparison.Ordinal)))
            throw ApiException.Parameter("filename", "wrong file extension");
        return call.State.Tasks.Start(call, call.Node, "download", file, null, new TaskWork
        {
            Complete = task => Store(call, task, storage, $"{content}/{file}"),
        });
    }

    private static void Store(ApiCall call, TaskState task, StorageState storage, string name)
    {
        var url = call.Text("url");
        task.Log.Add($"downloading {url} to /var/lib/vz/template/{name}");
        var expected = call.Optional("checksum");
        var found = expected is null ? null : Checksum(call.Text("checksum-algorithm"), url);
        if (storage.Find(call.Node, $"{storage.Id}:{name}") is not null)
        {
            if (expected is null)
                throw new TaskFailedException($"refusing to override existing file '/var/lib/vz/template/{name}'");
            DemandEqual(found, expected);
            task.Log.Add("OK, got correct file already, no need to download");
            return;
        }
        if (!IsThere(new Uri(url)))
            throw new TaskFailedException($"download failed: command '/usr/bin/wget --progress=dot:giga -O /var/lib/vz/template/{name} {url}' failed: exit code 4");
        DemandEqual(found, expected);
        storage.Add(call.Node, name, call.Text("content"), Size, Path.GetExtension(name).TrimStart('.'));
        task.Log.Add("download of '" + url + "' to '/var/lib/vz/template/" + name + "' finished");
    }

    private static void DemandEqual(string? found, string? expected)
    {
        if (!string.Equals(found, expected, StringComparison.OrdinalIgnoreCase))
            throw new TaskFailedException($"checksum mismatch: got '{found}' != expect '{expected}'");
    }

    // What .NET has no algorithm for has no right checksum.
    private static string Checksum(string algorithm, string url)
    {
        var bytes = Encoding.UTF8.GetBytes(url);
        return algorithm switch
        {
            "sha256" => Convert.ToHexStringLower(SHA256.HashData(bytes)),
            "sha384" => Convert.ToHexStringLower(SHA384.HashData(bytes)),
            "sha512" => Convert.ToHexStringLower(SHA512.HashData(bytes)),
            _ => "unknown",
        };
    }

    private static bool IsThere(Uri url) => !url.Host.EndsWith(".invalid", StringComparison.OrdinalIgnoreCase);
}
