using System.Text.Json.Nodes;
using ClusterManagement.Simulator.Api;
using ClusterManagement.Simulator.State;

namespace ClusterManagement.Simulator.Endpoints;

/// <summary>The catalogue of container templates, and images from registries.</summary>
internal static class TemplateEndpoints
{
    private const string Source = "http://download.proxmox.com/images";
    private const string Repository =
        @"(?:(?:[a-zA-Z\d]|[a-zA-Z\d][a-zA-Z\d-]*[a-zA-Z\d])(?:\.(?:[a-zA-Z\d]|[a-zA-Z\d][a-zA-Z\d-]*[a-zA-Z\d]))*(?::\d+)?/)?"
        + @"[a-z\d]+(?:(?:[._]|__|[-]*)[a-z\d]+)*(?:/[a-z\d]+(?:(?:[._]|__|[-]*)[a-z\d]+)*)*";

    private static readonly (string Package, string Version, string Suffix, string System)[] Catalogue =
    [
        ("alpine-3.22-default", "20250617", "amd64.tar.xz", "alpine"),
        ("archlinux-base", "20260420-1", "amd64.tar.zst", "archlinux"),
        ("debian-12-standard", "12.7-1", "amd64.tar.zst", "debian-12"),
        ("debian-13-standard", "13.1-2", "amd64.tar.zst", "debian-13"),
        ("fedora-44-default", "20260713", "amd64.tar.xz", "fedora"),
        ("ubuntu-24.04-standard", "24.04-2", "amd64.tar.zst", "ubuntu-24.04"),
    ];

    public static IEnumerable<Endpoint> All =>
    [
        new("GET", "/nodes/{node}/aplinfo", List),
        new("POST", "/nodes/{node}/aplinfo", Download)
        {
            Protected = true,
            Parameters = [Schema.Text("storage", Formats.StorageId).Required(), Schema.Text("template", max: 255).Required()],
        },
        new("GET", "/nodes/{node}/query-oci-repo-tags", Tags)
        {
            Since = Schema.Version91,
            Privilege = "Sys.AccessNetwork",
            Parameters = [Schema.Pattern("reference", Repository).Required()],
        },
        new("POST", "/nodes/{node}/storage/{storage}/oci-registry-pull", Pull)
        {
            Since = Schema.Version91,
            Protected = true,
            Privilege = "Datastore.AllocateTemplate",
            Parameters =
            [
                Schema.Pattern("reference", Repository + @":\w[\w.-]{0,127}").Required(),
                Schema.Text("filename", min: 1, max: 255),
            ],
        },
    ];

    private static JsonArray List(ApiCall call) => new(Catalogue
        .Select(entry => (JsonNode?)new JsonObject
        {
            ["package"] = entry.Package,
            ["version"] = entry.Version,
            ["template"] = FileName(entry),
            ["location"] = $"{Source}/system/{FileName(entry)}",
            ["source"] = Source,
            ["section"] = "system",
            ["type"] = "lxc",
            ["os"] = entry.System,
            ["architecture"] = "amd64",
            ["headline"] = $"LXC image for {entry.System}",
            ["description"] = $"A small {entry.System} system.",
            ["infopage"] = "https://linuxcontainers.org",
            ["maintainer"] = "Proxmox Support Team <support@proxmox.com>",
            ["md5sum"] = new string('0', 32),
            ["sha512sum"] = new string('0', 128),
        })
        .ToArray());

    private static string FileName((string Package, string Version, string Suffix, string System) entry) =>
        $"{entry.Package}_{entry.Version}_{entry.Suffix}";

    private static StorageState FileStorage(ApiCall call)
    {
        var storage = call.State.AliveStorage(call.Node, call.Text("storage"));
        if (storage.IsBlock)
            throw ApiException.Failure($"can't upload to storage type '{storage.Type}', not a file based storage!");
        return storage.Supports("vztmpl")
            ? storage
            : throw ApiException.Failure($"storage '{storage.Id}' does not support 'vztmpl' content");
    }

    private static JsonNode Download(ApiCall call)
    {
        call.Demand("Datastore.AllocateTemplate");
        var template = call.Text("template");
        if (!Catalogue.Any(entry => FileName(entry) == template))
            throw ApiException.Parameter("template", "no such template");
        var storage = FileStorage(call);
        return call.State.Tasks.Start(call, call.Node, "download", "", null, new TaskWork
        {
            Complete = task =>
            {
                task.Log.Add($"downloading {Source}/system/{template} to /var/lib/vz/template/cache/{template}");
                if (storage.Find(call.Node, $"{storage.Id}:vztmpl/{template}") is not null)
                    return;
                var format = template.EndsWith(".xz", StringComparison.Ordinal) ? "txz" : "tzst";
                storage.Add(call.Node, $"vztmpl/{template}", "vztmpl", 120 << 20, format);
                task.Log.Add("download finished");
            },
        });
    }

    private static JsonNode Tags(ApiCall call) => OciImages.Tags(call.Text("reference"))
        ?? throw ApiException.Failure("command 'skopeo list-tags' failed: exit code 1");

    private static JsonNode Pull(ApiCall call)
    {
        var storage = FileStorage(call);
        var reference = call.Text("reference");
        var file = call.Optional("filename") is { } name ? $"{name}.tar" : OciImages.FileName(reference);
        if (storage.Find(call.Node, $"{storage.Id}:vztmpl/{file}") is not null)
            throw ApiException.Failure($"refusing to override existing file '{file}'");
        return call.State.Tasks.Start(call, call.Node, "ociregistrypull", file, null, new TaskWork
        {
            Complete = task =>
            {
                if (!OciImages.Exists(reference))
                    throw new TaskFailedException("command 'skopeo copy' failed: exit code 1");
                storage.Add(call.Node, $"vztmpl/{file}", "vztmpl", 20 << 20, "tar");
                task.Log.Add("Getting image source signatures");
                task.Log.Add("Writing manifest to image destination");
            },
        });
    }
}
