using System.Text.Json.Nodes;

namespace ClusterManagement.Simulator.Api;

/// <summary>A method on a path of the API.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path; a segment in braces is a parameter, one that ends in * takes the rest.</param>
/// <param name="Handler">Does the work, under the lock of the state.</param>
internal sealed record Endpoint(string Method, string Path, Func<ApiCall, JsonNode?> Handler)
{
    private static readonly Dictionary<string, Parameter> PathParameters = new()
    {
        ["vmid"] = Schema.VmId("vmid").Required(),
        ["snapname"] = Schema.Text("snapname", Formats.ConfigId, max: 40).Required(),
        ["userid"] = Schema.Text("userid", Formats.UserId, max: 64).Required(),
        ["tokenid"] = Schema.Pattern("tokenid", @"[A-Za-z][A-Za-z0-9.\-_]+").Required(),
        ["iface"] = Schema.Text("iface", min: 2, max: 20).Required(),
        ["storage"] = Schema.Text("storage", Formats.StorageId).Required(),
    };

    /// <summary>The parameters beside those of the path.</summary>
    public IReadOnlyList<Parameter> Parameters { get; init; } = [];

    /// <summary>A privilege that the caller must hold; null when the handler checks for itself.</summary>
    public string? Privilege { get; init; }

    /// <summary>Done by the privileged daemon, which shows in the headers.</summary>
    public bool Protected { get; init; }

    /// <summary>Whether it writes to the file system of the cluster.</summary>
    public QuorumNeed Quorum { get; init; }

    /// <summary>Open to callers who are not logged in.</summary>
    public bool IsPublic { get; init; }

    /// <summary>The first version that has the endpoint.</summary>
    public Version? Since { get; init; }

    public string[] Segments { get; } = Path.Split('/', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>All parameters, with those of the path.</summary>
    public IEnumerable<Parameter> AllParameters => Segments
        .Where(s => s[0] == '{')
        .Select(s => s.Trim('{', '}', '*'))
        .Select(name => PathParameters.GetValueOrDefault(name) ?? Schema.Text(name).Required())
        .Concat(Parameters);
}
