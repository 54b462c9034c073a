using ClusterManagement.Data;
using ClusterManagement.Tests.Support;
using Microsoft.Data.Sqlite;
using Xunit;

namespace ClusterManagement.Tests.Data;

/// <summary>A database made by the migrations, written with plain SQL past all of our code.</summary>
internal sealed class SqlFile : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SqliteConnection _connection;

    private SqlFile()
    {
        Database = new ClusterDatabase { Path = _folder.File("cluster.db") };
        _connection = new SqliteConnection($"Data Source={Database.Path};Foreign Keys=True");
    }

    public ClusterDatabase Database { get; }

    /// <summary>Site 1 with node 1, container 1 on it with one service of each type (1 to 3), domain 1, job 1 with a status.</summary>
    public static async Task<SqlFile> CreateAsync()
    {
        var file = new SqlFile();
        await DatabaseProvider.For(DatabaseEngine.SQLite).MigrateAsync(file.Database, TestContext.Current.CancellationToken);
        file._connection.Open();
        file.Execute(
            $"""
            INSERT INTO Sites (id, name, internalDomain, dhcpRange, subnetMask, gateway, {Stamps})
            VALUES (1, 'dc1', 'cluster.internal', '10.0.0.100-10.0.0.200', '255.255.255.0', '10.0.0.1', {Stamped});
            INSERT INTO Nodes (id, name, siteId, disableTlsVerification, {Stamps}) VALUES (1, 'pve1', 1, 0, {Stamped});
            INSERT INTO ExternalDomains (id, domain, siteId, {Stamps}) VALUES (1, 'example.com', 1, {Stamped});
            INSERT INTO Jobs (id, name, status, {Stamps}) VALUES (1, 'Create', 'running', {Stamped});
            INSERT INTO JobStatuses (id, jobId, message, {Stamps}) VALUES (1, 1, 'Started.', {Stamped});
            """);
        file.Execute(Container(1));
        file.Execute(Service(1, "http") + Service(2, "transport") + Service(3, "dns"));
        file.Execute("INSERT INTO HTTPServices (id, type, externalHostname, externalDomainId) VALUES (1, 'http', 'app', 1);");
        file.Execute("INSERT INTO TransportServices (id, type, protocol, externalPort, useTls) VALUES (2, 'transport', 'tcp', 2000, 0);");
        file.Execute("INSERT INTO DnsServices (id, type, recordType, serviceName) VALUES (3, 'dns', 'SRV', '_ldap._tcp');");
        return file;
    }

    /// <summary>The columns every table's rows have.</summary>
    public const string Stamps = "createdAt, updatedAt, version";

    /// <summary>Values for <see cref="Stamps"/>.</summary>
    public const string Stamped = "'2026-01-01 00:00:00', '2026-01-01 00:00:00', '00000000-0000-0000-0000-000000000001'";

    /// <summary>A statement that inserts a container whose unique values all follow from its number.</summary>
    public static string Container(
        int id,
        string? hostname = null,
        int node = 1,
        string? containerId = null,
        string? mac = null,
        string? ipv4 = null,
        string? number = null,
        string status = "running",
        string? owner = null) =>
        $"""
        INSERT INTO Containers (id, hostname, name, nodeId, containerId, macAddress, ipv4Address, ipv4Number, status, ownershipId, onBoot, {Stamps})
        VALUES ({id}, '{hostname ?? $"web{id}"}', 'web', {node}, {containerId ?? $"{99 + id}"}, '{mac ?? $"BC:24:11:00:00:{id:X2}"}',
            '{ipv4 ?? $"10.0.0.{99 + id}"}', {number ?? $"{167772259 + id}"}, '{status}', '{owner ?? $"{id:D8}-0000-0000-0000-000000000000"}', 0, {Stamped});
        """;

    /// <summary>A statement that inserts a service of container 1.</summary>
    public static string Service(int id, string type, int container = 1, int port = 80) =>
        $"INSERT INTO Services (id, containerId, type, containerPort, {Stamps}) VALUES ({id}, {container}, '{type}', {port}, {Stamped});";

    public void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public object? Scalar(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    public List<string> Column(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var values = new List<string>();
        while (reader.Read()) values.Add(reader.GetString(0));
        return values;
    }

    /// <summary>The words SQLite refuses a statement with.</summary>
    public string Refusal(string sql) => Assert.Throws<SqliteException>(() => Execute(sql)).Message;

    public void Dispose()
    {
        _connection.Dispose();
        _folder.Dispose();
    }
}
