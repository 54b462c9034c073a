namespace ClusterManagement.Simulator.Api;

/// <summary>Finds the endpoint of a path.</summary>
internal sealed class Router(IEnumerable<Endpoint> endpoints)
{
    private readonly ILookup<string, Endpoint> _endpoints = endpoints.ToLookup(e => e.Method);

    public (Endpoint Endpoint, Dictionary<string, string> PathValues)? Find(string method, string path)
    {
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        foreach (var endpoint in _endpoints[method])
        {
            if (Match(endpoint.Segments, segments) is { } values)
                return (endpoint, values);
        }
        return null;
    }

    private static Dictionary<string, string>? Match(string[] template, string[] segments)
    {
        var takesRest = template is [.., var last] && last.EndsWith("*}", StringComparison.Ordinal);
        if (takesRest ? segments.Length < template.Length : segments.Length != template.Length)
            return null;
        var values = new Dictionary<string, string>();
        for (var i = 0; i < template.Length; i++)
        {
            if (template[i][0] != '{')
            {
                if (template[i] != segments[i])
                    return null;
            }
            else if (takesRest && i == template.Length - 1)
            {
                values[template[i].Trim('{', '}', '*')] = string.Join('/', segments[i..]);
            }
            else
            {
                values[template[i].Trim('{', '}')] = segments[i];
            }
        }
        return values;
    }
}
