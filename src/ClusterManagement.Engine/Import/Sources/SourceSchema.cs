namespace ClusterManagement.Engine.Import.Sources;

/// <summary>Tells an opensource-server database, and its era, by its tables and columns alone.</summary>
internal static class SourceSchema
{
    /// <summary>The tables and columns that every era has. A database without one of them is another system's.</summary>
    public static IReadOnlyDictionary<string, string[]> Required { get; } = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["Sites"] = ["id", "name", "internalDomain", "dhcpRange", "subnetMask", "gateway", "dnsForwarders"],
        ["Nodes"] = ["id", "name", "siteId", "ipv4Address", "apiUrl", "tokenId", "secret", "tlsVerify"],
        ["Containers"] = ["id", "hostname", "username", "nodeId", "containerId", "macAddress", "ipv4Address"],
        ["Services"] = ["id", "containerId", "type", "internalPort"],
        ["HTTPServices"] = ["serviceId", "externalHostname", "externalDomainId"],
        ["TransportServices"] = ["serviceId", "protocol", "externalPort", "tls"],
        ["DnsServices"] = ["serviceId", "recordType", "dnsName"],
        ["ExternalDomains"] = ["id", "name", "siteId", "acmeEmail", "acmeDirectoryUrl", "cloudflareApiEmail", "cloudflareApiKey"],
        ["Users"] = ["uidNumber", "uid", "gidNumber", "cn", "sn", "givenName", "mail", "sshPublicKey", "userPassword", "status"],
        ["Groups"] = ["gidNumber", "cn", "isAdmin"],
        ["UserGroups"] = ["uidNumber", "gidNumber"],
        ["Jobs"] = ["id", "command", "createdBy", "status", "createdAt", "updatedAt"],
        ["JobStatuses"] = ["id", "jobId", "output"],
        ["SessionSecrets"] = ["id", "secret"],
    };

    /// <summary>A table of later eras alone: who else uses a container.</summary>
    public const string Collaborators = "ContainerCollaborators";

    /// <summary>Tables that are no loss: the history of the schema, web sessions and tokens that soon expire.</summary>
    public static IReadOnlySet<string> Passing { get; } =
        new HashSet<string>(["SequelizeMeta", "SequelizeData", "Sessions", "PasswordResetTokens", "InviteTokens"], StringComparer.OrdinalIgnoreCase);

    private static readonly (string Table, string Column)[] Later = [("Containers", "siteId"), ("HTTPServices", "backendProtocol"), ("Users", "oidcSubject")];

    /// <summary>What a database lacks of the tables and columns of every era.</summary>
    /// <param name="columns">The columns of a table; null for one that is not there.</param>
    public static IReadOnlyList<string> Missing(Func<string, IReadOnlyDictionary<string, int>?> columns) =>
    [
        .. Required.SelectMany(table => columns(table.Key) is { } present
            ? table.Value.Where(column => !present.ContainsKey(column)).Select(column => $"{table.Key}.{column}")
            : [table.Key]),
    ];

    /// <summary>The era of a database that lacks nothing.</summary>
    /// <param name="columns">The columns of a table.</param>
    public static SourceEra Era(Func<string, IReadOnlyDictionary<string, int>> columns) => Later.Count(mark => columns(mark.Table).ContainsKey(mark.Column)) switch
    {
        0 => SourceEra.Seed,
        var count => count == Later.Length ? SourceEra.Head : SourceEra.Between,
    };

    /// <summary>An era in a sentence.</summary>
    /// <param name="era">The era.</param>
    public static string Describe(SourceEra era) => era switch
    {
        SourceEra.Seed => "the seed era",
        SourceEra.Head => "the era of HEAD",
        _ => "an era between the seed and HEAD",
    };
}
