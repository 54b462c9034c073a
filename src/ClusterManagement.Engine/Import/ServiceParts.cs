using ClusterManagement.Engine.Import.Sources;

namespace ClusterManagement.Engine.Import;

/// <summary>The child rows of services there. They are tied to their service by its key alone, whatever its type.</summary>
/// <param name="source">The other database.</param>
internal sealed class ServiceParts(SourceCluster source)
{
    private static readonly (string Type, string Table)[] Tables =
        [("http", "HTTPServices"), ("transport", "TransportServices"), ("dns", "DnsServices")];

    private readonly Dictionary<string, ILookup<long?, SourceRow>> _parts =
        Tables.ToDictionary(part => part.Type, part => source.Rows(part.Table).ToLookup(row => row.Key("serviceId")));

    /// <summary>The child row of a service; null when there is none.</summary>
    /// <param name="service">The service.</param>
    public SourceRow? Of(SourceRow service) =>
        _parts.TryGetValue(service.Text("type") ?? string.Empty, out var parts) ? parts[service.Key("id")].FirstOrDefault() : null;

    /// <summary>The child rows that belong to no service, or to one of another type.</summary>
    /// <param name="services">The services.</param>
    public IEnumerable<(string Table, SourceRow Row)> Strays(IEnumerable<SourceRow> services)
    {
        var types = services.GroupBy(row => row.Key("id") ?? 0).ToDictionary(group => group.Key, group => group.First().Text("type"));
        return Tables.SelectMany(part => _parts[part.Type]
            .Where(rows => rows.Key is not { } key || types.GetValueOrDefault(key) != part.Type)
            .SelectMany(rows => rows.Select(row => (part.Table, row))));
    }
}
