using System.Diagnostics;
using ClusterManagement.ModuleTests.Sessions;
using ClusterManagement.ModuleTests.Shell;
using ClusterManagement.TestServers;

namespace ClusterManagement.ModuleTests.Leaks;

/// <summary>
/// Secrets are put into every place that takes one, through the cmdlets, on every engine, with every stream on and much of it failing;
/// then everything that has come of it is searched for them.
/// </summary>
public sealed class LeakTests : ShellFixture
{
    private const string Planted = "planted";

    private readonly TemporaryFolder _searched = new();
    private readonly Dictionary<string, string> _secrets = new(StringComparer.Ordinal)
    {
        ["token"] = Secret(),
        ["wrongToken"] = Secret(),
        ["nodePassword"] = Secret("!%&/=?ü"),
        ["wrongNodePassword"] = Secret("!%&/=?ü"),
        ["rootPassword"] = Secret("$\"'"),
        ["cloudflareKey"] = Secret(),
        ["userPassword"] = Secret(" ß'\""),
        ["newUserPassword"] = Secret(" ß'\""),
        ["sessionSecret"] = Secret("+/=-padding"),
        ["databasePassword"] = Secret(),
        ["wrongDatabasePassword"] = Secret("%21"),
        ["certificatePassword"] = Secret("'"),
        ["keyPassword"] = Secret("ä'\""),
        ["wrongKeyPassword"] = Secret("ä'\""),
    };

    // A text that may be seen, in a field that holds no secret: where the search does not find it, it would not find a secret either.
    private readonly string _planted = Secret();

    private SecretSearch Search => new(_secrets);

    private SecretSearch Control => new(new Dictionary<string, string> { [Planted] = _planted });

    [Fact]
    public async Task Nothing_leaks_with_SQLite()
    {
        var database = Path.Combine(_searched.Path, "cluster.db");

        var output = await RunAsync("SQLite", database);

        AssertOnlyThePlanted("the streams", output);
        foreach (var file in new[] { database, Path.Combine(_searched.Path, "wal") })
        {
            Assert.NotEmpty(Control.Find(file, await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)));
        }

        AssertFolder();
    }

    [Theory]
    [InlineData("PostgreSQL")]
    [InlineData("MariaDB")]
    public async Task Nothing_leaks_with_a_server(string engine)
    {
        ServerPolicy.Require(engine == "PostgreSQL" ? PostgreSqlServer.Missing : MariaDbServer.Missing);
        var options = new DatabaseServerOptions
        {
            LogStatements = true,
            Settings = engine == "PostgreSQL"
                ? new Dictionary<string, string>
                {
                    ["log_connections"] = "on",
                    ["log_min_messages"] = "debug1",
                    ["log_error_verbosity"] = "verbose",
                    ["log_parameter_max_length"] = "-1",
                    ["log_parameter_max_length_on_error"] = "-1",
                    ["log_min_duration_statement"] = "0",
                }
                : new Dictionary<string, string> { ["log-warnings"] = "9" },
        };
        await using DatabaseServer server = engine == "PostgreSQL" ? await PostgreSqlServer.CreateAsync(options) : await MariaDbServer.CreateAsync(options);
        _secrets["databasePassword"] = server.Password;
        var database = await server.CreateDatabaseAsync();

        var output = await RunAsync(engine, database, server.Host, $"{server.Port}", server.UserName);

        AssertOnlyThePlanted("the streams", output);
        AssertOnlyThePlanted("the dump", await DumpAsync(engine, server, database));
        AssertOnlyThePlanted("the server's log", server.ReadLog());
        await server.StopAsync();
        AssertOnlyThePlanted(server.Folder, search => search.FindInFolder(server.Folder));
        AssertFolder();
    }

    // Letters and digits that are searched for, between characters that every layer quotes in its own way.
    private static string Secret(string suffix = "") => $"s-{SecretSearch.NewCore()}{suffix}";

    private static async Task<string> DumpAsync(string engine, DatabaseServer server, string database)
    {
        var start = engine == "PostgreSQL"
            ? new ProcessStartInfo("pg_dump", ["--host", server.Host, "--port", $"{server.Port}", "--username", server.UserName, database])
            : new ProcessStartInfo("mariadb-dump", ["--no-defaults", "--protocol=TCP", $"--host={server.Host}", $"--port={server.Port}", $"--user={server.UserName}", database]);
        start.RedirectStandardOutput = true;
        start.Environment["PGPASSWORD"] = start.Environment["MYSQL_PWD"] = server.Password;
        using var process = Process.Start(start)!;
        var dump = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
        return dump;
    }

    private async Task<string> RunAsync(string engine, string database, string server = "", string port = "", string user = "")
    {
        var certificates = WriteCertificates();
        var secrets = _secrets.Append(KeyValuePair.Create(Planted, _planted)).Select(secret => $"{secret.Key}:{secret.Value}");
        var run = await RunScriptAsync(
            LeakScript.Text, ModuleSession.Manifest, _searched.Path, Write("secrets.txt", string.Join('\n', secrets)), database, engine, server, port, user, certificates);
        var output = run.Output + run.Error;

        // What the test is about has happened: the secrets were taken, and the failures were those that were meant.
        string[] happened =
        [
            "AuthenticationFailed", "NotConnected", "InvalidValue", "NodeAlreadyExists", "UserAlreadyExists", "SessionSecretAlreadyExists", "ExternalDomainAlreadyExists",
            "SiteNotFound", "RemoteApiError", "SecretUnreadable", "KeyRingUnusable", "ParameterArgumentTransformationError", "VERBOSERECORD Encrypted ", "DEBUGRECORD POST ", "no luck with password=***",
            "What if:", "CONTAINER web1", "BOOLEAN True", "CertificateInvalid", "CERTIFICATE ", "CONFIGURATIONFILE Added nginx/certs/example.com.key", "ConfigurationFailed", "CONFIGURATIONPUBLICATION ", "AUDITEVENT", "JOB ",
        ];
        Assert.All(happened, text => Assert.Contains(text, output, StringComparison.Ordinal));
        Assert.DoesNotContain("CommandNotFound", output, StringComparison.Ordinal);
        Assert.DoesNotContain("ERROR ParameterBinding", output, StringComparison.Ordinal);
        Assert.DoesNotContain("ERROR PositionalParameterNotFound", output, StringComparison.Ordinal);
        return output;
    }

    // The folder of the script's own files is searched by nobody: keys are in the clear there, as an admin has them.
    private string WriteCertificates()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(Write("secrets.txt", string.Empty))!, "certificates")).FullName;
        while (true)
        {
            var key = PemFile.WriteEncrypted(
                Path.Combine(folder, "example.pem"), Path.Combine(folder, "encrypted.key"), _secrets["keyPassword"], "example.com", "*.example.com");

            // The private number begins before the second line and ends in it; the public one, which the certificate has too, follows.
            var core = key.Split('\n')[2][..24];
            if (!core.All(char.IsAsciiLetterOrDigit)) continue;
            _secrets["certificateKey"] = core;
            File.WriteAllText(Path.Combine(folder, "plain.key"), key);
            File.WriteAllText(Path.Combine(folder, "broken.key"), key.Replace("-----END", "!-----END", StringComparison.Ordinal));
            return folder;
        }
    }

    private void AssertFolder()
    {
        Assert.Empty(Search.FindInFolder(_searched.Path));

        // The ring is among the files, and the temporary folder was the one in use.
        Assert.Contains("masterKey", File.ReadAllText(Directory.GetFiles(Path.Combine(_searched.Path, "keys"))[0]), StringComparison.Ordinal);
        Assert.True(Directory.Exists(Path.Combine(_searched.Path, "tmp")), "The script's temporary folder is elsewhere.");
    }

    private void AssertOnlyThePlanted(string place, string text) => AssertOnlyThePlanted(place, search => search.Find(place, text));

    private void AssertOnlyThePlanted(string place, Func<SecretSearch, IEnumerable<string>> find)
    {
        Assert.True(find(Control).Any(), $"What was planted is not found in {place}, so nothing would be.");
        Assert.Empty(find(Search));
    }
}
