using System.Diagnostics;

namespace ClusterManagement.TestServers;

/// <summary>A private MariaDB server.</summary>
public sealed class MariaDbServer : DatabaseServer
{
    private const string ServerProgram = "mariadbd";
    private const string SetUpProgram = "mariadb-install-db";
    private const string ClientProgram = "mariadb";
    private const string StatementFile = "statements.log";
    private const string RedoLogSize = "--innodb-log-file-size=32M";

    private MariaDbServer(DatabaseServerOptions? options)
        : base("MariaDB", account: "mysql", options)
    {
    }

    /// <summary>Gets why a server cannot be started here; null when it can.</summary>
    public static string? Missing { get; } = Programs.Missing("mariadb-server", [ServerProgram, SetUpProgram, ClientProgram]);

    private protected override Signal StopSignal => Signal.Term;

    private protected override Signal EndSignal => Signal.Kill;

    /// <summary>Sets up and starts a server; it takes connections when this returns.</summary>
    /// <param name="options">How it differs from the usual one.</param>
    /// <exception cref="DatabaseServerException">It did not start; the message has its log.</exception>
    public static async Task<MariaDbServer> CreateAsync(DatabaseServerOptions? options = null)
    {
        var server = new MariaDbServer(options);
        await server.SetUpAsync();
        return server;
    }

    /// <inheritdoc/>
    public override string ConnectionString(string database) =>
        $"Server={Host};Port={Port};User ID={UserName};Password={Password};Database={database}";

    /// <inheritdoc/>
    public override Task DropDatabaseAsync(string database) => ExecuteAsync($"DROP DATABASE {database};");

    private protected override async Task InitializeAsync(ServerFolder folder)
    {
        // The accounts that the set-up makes for the system's users go: who connects names the password.
        var accounts = folder.Write("accounts.sql", $"""
            DELETE FROM mysql.global_priv WHERE User <> 'mariadb.sys';
            DELETE FROM mysql.proxies_priv;
            FLUSH PRIVILEGES;
            CREATE USER '{UserName}'@'%' IDENTIFIED BY '{Password}';
            GRANT ALL ON *.* TO '{UserName}'@'%' WITH GRANT OPTION;

            """);
        try
        {
            await ProgramRun.SucceedAsync(SetUpProgram, Account.Command(
                Folder,
                Programs.Get(SetUpProgram),
                "--no-defaults",
                $"--datadir={DataFolder}",
                "--skip-test-db",
                "--skip-name-resolve",
                $"--extra-file={accounts}",
                RedoLogSize));
        }
        finally
        {
            File.Delete(accounts);
        }
    }

    private protected override (string Program, IEnumerable<string> Arguments) Server() => (
        Programs.Get(ServerProgram),
        [
            "--no-defaults",
            $"--datadir={DataFolder}",
            $"--socket={Path.Combine(Folder, "socket")}",
            $"--pid-file={Path.Combine(Folder, "pid")}",
            $"--bind-address={Host}",
            $"--port={Port}",
            "--skip-name-resolve",
            "--character-set-server=utf8mb4",
            "--collation-server=utf8mb4_general_ci",
            "--innodb-buffer-pool-size=64M",
            RedoLogSize,
            $"--general-log={(Options.LogStatements ? 1 : 0)}",
            $"--general-log-file={Path.Combine(Folder, StatementFile)}",
            .. Options.Settings.Select(setting => $"--{setting.Key}={setting.Value}"),
        ]);

    private protected override ProcessStartInfo Client(string? database, string password)
    {
        var start = Account.Command(
            Folder,
            Programs.Get(ClientProgram),
            [
                "--no-defaults",
                "--protocol=TCP",
                $"--host={Host}",
                $"--port={Port}",
                $"--user={UserName}",
                "--connect-timeout=10",
                "--default-character-set=utf8mb4",
                "--batch",
                "--skip-column-names",
                .. database is null ? Array.Empty<string>() : [$"--database={database}"],
            ]);
        start.Environment["MYSQL_PWD"] = password;
        return start;
    }

    private protected override IEnumerable<string> LogFiles() => [.. base.LogFiles(), StatementFile];
}
