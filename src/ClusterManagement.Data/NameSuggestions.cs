using System.Data.Common;

namespace ClusterManagement.Data;

/// <summary>Names for completion by plain SQL, without the cost of a first query through the model.</summary>
public static class NameSuggestions
{
    private const int Most = 200;

    private static readonly Dictionary<string, Source> Sources = new(StringComparer.Ordinal)
    {
        [Nouns.Site] = new("[name]", "[internalDomain]", "FROM [Sites]", "{0}"),
        [Nouns.Node] = new("n.[name]", "s.[name]", "FROM [Nodes] n JOIN [Sites] s ON s.[id] = n.[siteId]", "site {0}", Site: "s.[name]"),
        [Nouns.Container] = new(
            "c.[hostname]", "c.[status], c.[ipv4Address], n.[name]",
            "FROM [Containers] c JOIN [Nodes] n ON n.[id] = c.[nodeId] JOIN [Sites] s ON s.[id] = n.[siteId]",
            "{0}, {1} on {2}", Site: "s.[name]", Node: "n.[name]"),
        [Nouns.Domain] = new("d.[domain]", "s.[name]", "FROM [ExternalDomains] d JOIN [Sites] s ON s.[id] = d.[siteId]", "site {0}", Site: "s.[name]"),
        [Nouns.User] = new("[username]", "[status], [cn]", "FROM [Users]", "{0}, {1}"),
        [Nouns.Group] = new("[cn]", "[gidNumber]", "FROM [Groups]", "gid {0}"),
        [Nouns.Template] = new("DISTINCT [template]", "[template]", "FROM [Containers]", "used before"),
    };

    /// <summary>Reads names.</summary>
    /// <param name="provider">The engine.</param>
    /// <param name="database">The database.</param>
    /// <param name="query">Which.</param>
    public static IReadOnlyList<NameSuggestion> Read(DatabaseProvider provider, ClusterDatabase database, SuggestionQuery query)
    {
        ArgumentNullException.ThrowIfNull(provider);
        ArgumentNullException.ThrowIfNull(query);
        if (!Sources.TryGetValue(query.Noun, out var source)) return [];
        if ((query.Site is not null && source.Site is null) || (query.Node is not null && source.Node is null)) return [];
        using var connection = provider.OpenBriefly(database);
        if (connection is null) return [];
        using var command = connection.CreateCommand();
        command.CommandText = provider.Sql(source.Select(query));
        command.CommandTimeout = 1;
        Add(command, "@prefix", query.Prefix.ToLowerInvariant());
        Add(command, "@length", query.Prefix.Length);
        if (query.Site is { } site) Add(command, "@site", site.ToLowerInvariant());
        if (query.Node is { } node) Add(command, "@node", node.ToLowerInvariant());
        var names = new List<NameSuggestion>();
        using var reader = command.ExecuteReader();
        while (reader.Read()) names.Add(new NameSuggestion(reader.GetString(0), source.Describe(reader)));
        return names;
    }

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }

    /// <summary>Where the names of a noun are, and what is said of each.</summary>
    private sealed record Source(string Name, string Details, string From, string Description, string? Site = null, string? Node = null)
    {
        private string Column => Name.Replace("DISTINCT ", string.Empty, StringComparison.Ordinal);

        public string Select(SuggestionQuery query) =>
            $"SELECT {Name}, {Details} {From} WHERE lower(substr({Column}, 1, @length)) = @prefix"
            + (query.Site is null ? string.Empty : $" AND lower({Site}) = @site")
            + (query.Node is null ? string.Empty : $" AND lower({Node}) = @node")
            + $" ORDER BY {Column} LIMIT {Most}";

        public string Describe(DbDataReader reader) => string.Format(
            System.Globalization.CultureInfo.InvariantCulture,
            Description,
            Enumerable.Range(1, reader.FieldCount - 1).Select(i => reader.IsDBNull(i) ? string.Empty : reader.GetValue(i)).ToArray());
    }
}
