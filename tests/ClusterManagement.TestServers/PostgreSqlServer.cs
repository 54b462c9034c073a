using System.Diagnostics;
using System.Globalization;

namespace ClusterManagement.TestServers;

/// <summary>A private PostgreSQL server.</summary>
public sealed class PostgreSqlServer : DatabaseServer
{
    private const string ServerProgram = "postgres";
    private const string SetUpProgram = "initdb";
    private const string ClientProgram = "psql";

    // Debian keeps each major version's programs in a folder of its own, off the path.
    private static readonly string[] Folders = FindFolders();

    private PostgreSqlServer(DatabaseServerOptions? options)
        : base("PostgreSQL", account: "postgres", options)
    {
    }

    /// <summary>Gets why a server cannot be started here; null when it can.</summary>
    public static string? Missing { get; } = Programs.Missing("postgresql", [ServerProgram, SetUpProgram, ClientProgram], Folders);

    private protected override Signal StopSignal => Signal.Int;

    private protected override Signal EndSignal => Signal.Quit;

    private string SocketFolder => Folder;

    /// <summary>Sets up and starts a server; it takes connections when this returns.</summary>
    /// <param name="options">How it differs from the usual one.</param>
    /// <exception cref="DatabaseServerException">It did not start; the message has its log.</exception>
    public static async Task<PostgreSqlServer> CreateAsync(DatabaseServerOptions? options = null)
    {
        var server = new PostgreSqlServer(options);
        await server.SetUpAsync();
        return server;
    }

    /// <inheritdoc/>
    public override string ConnectionString(string database) =>
        $"Host={Host};Port={Port};Username={UserName};Password={Password};Database={database}";

    /// <inheritdoc/>
    public override Task DropDatabaseAsync(string database) => ExecuteAsync($"DROP DATABASE {database} WITH (FORCE);");

    private protected override async Task InitializeAsync(ServerFolder folder)
    {
        var passwordFile = folder.Write("password", Password);
        try
        {
            await ProgramRun.SucceedAsync(SetUpProgram, Account.Command(
                Folder,
                Programs.Get(SetUpProgram, Folders),
                $"--pgdata={DataFolder}",
                $"--username={UserName}",
                $"--pwfile={passwordFile}",
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                "--no-sync"));
        }
        finally
        {
            File.Delete(passwordFile);
        }
    }

    private protected override (string Program, IEnumerable<string> Arguments) Server()
    {
        var settings = new Dictionary<string, string>
        {
            ["listen_addresses"] = Host,
            ["port"] = Port.ToString(CultureInfo.InvariantCulture),
            ["unix_socket_directories"] = SocketFolder,
            ["shared_buffers"] = "32MB",
            ["max_wal_size"] = "256MB",
            ["log_statement"] = Options.LogStatements ? "all" : "none",
        };
        foreach (var (name, value) in Options.Settings)
            settings[name] = value;
        return (Programs.Get(ServerProgram, Folders), ["-D", DataFolder, .. settings.SelectMany(s => new[] { "-c", $"{s.Key}={s.Value}" })]);
    }

    private protected override ProcessStartInfo Client(string? database, string password)
    {
        var start = Account.Command(
            Folder,
            Programs.Get(ClientProgram, Folders),
            "--no-psqlrc",
            "--no-password",
            "--quiet",
            "--no-align",
            "--tuples-only",
            "--set=ON_ERROR_STOP=1",
            $"--host={Host}",
            $"--port={Port}",
            $"--username={UserName}",
            $"--dbname={database ?? "postgres"}",
            "--file=-");
        start.Environment["PGPASSWORD"] = password;
        start.Environment["PGCONNECT_TIMEOUT"] = "10";
        return start;
    }

    private static string[] FindFolders()
    {
        const string versions = "/usr/lib/postgresql";
        if (!Directory.Exists(versions)) return [];
        return Directory.GetDirectories(versions)
            .Select(folder => (Folder: Path.Combine(folder, "bin"), Version: ParseVersion(folder)))
            .Where(found => File.Exists(Path.Combine(found.Folder, ServerProgram)))
            .OrderByDescending(found => found.Version)
            .Select(found => found.Folder)
            .ToArray();
    }

    private static decimal ParseVersion(string folder) =>
        decimal.TryParse(Path.GetFileName(folder), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var version) ? version : 0;
}
