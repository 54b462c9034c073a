using System.Management.Automation;
using System.Security;
using ClusterManagement.ModuleTests.Sessions;
using ClusterManagement.Tests.Import;
using ClusterManagement.TestServers;

namespace ClusterManagement.ModuleTests.Commands;

/// <summary>Import-ClusterDatabase as a user calls it.</summary>
public sealed class ImportDatabaseTests : IDisposable
{
    private readonly ModuleSession _session = new();
    private readonly string _source;

    public ImportDatabaseTests()
    {
        _source = Path.Combine(_session.Folder, "opensource-server.sqlite");
        DatabaseDump.Execute(_source, SourceScript.Schema("head", "sqlite") + SourceScript.Rows("head", "sqlite"));
        _session.Invoke("$null", new { source = _source, folder = _session.Folder }).Succeeded();
    }

    public void Dispose() => _session.Dispose();

    [Fact]
    public void The_report_has_an_object_for_each_row_and_the_objects_are_here()
    {
        var result = _session.Invoke("Import-ClusterDatabase $source -Verbose").Succeeded();

        Assert.Equal(SourceScript.Report("head", "sqlite"), result.Objects.Select(Line));
        Assert.Contains("Site: 1 taken, 1 adapted, 3 refused, 0 present.", result.Verbose);
        Assert.Single(result.Warnings);
        Assert.Equal(["app1", "db1", "web1"], _session.Invoke("Get-ClusterContainer").Values("Hostname").Order());
        Assert.Equal(["_ldap._tcp.cluster.internal", "tls/15432"], _session.Invoke("Get-ClusterService -Container db1").Objects.Select(item => item.ToString()).Order());
        Assert.Equal("True", _session.Invoke("Get-ClusterNode pve2").Single.Text("DisableTlsVerification"));
        Assert.Equal("True", _session.Invoke("Get-ExternalDomain example.com").Single.Text("HasCloudflareApiKey"));
        Assert.Equal("cancelled", _session.Invoke("Get-ClusterJob | Where-Object { $_.AssociatedResource -eq 'bob' }").Objects[0].Text("Status")!.ToLowerInvariant());
    }

    [Fact]
    public void Results_go_on_through_the_pipeline()
    {
        var refused = _session.Invoke("Import-ClusterDatabase $source | Where-Object Outcome -eq Refused | Where-Object Kind -eq Service | ForEach-Object Reason");

        Assert.Equal(11, refused.Succeeded().Objects.Count);
        Assert.Contains("its container ghost was refused", refused.Objects.Select(item => item.ToString()));
    }

    [Fact]
    public void A_second_run_finds_everything_here()
    {
        _session.Invoke("$null = Import-ClusterDatabase $source").Succeeded();
        var before = DatabaseDump.Read(_session.Database);

        var outcomes = _session.Invoke("Import-ClusterDatabase -Path $source").Succeeded().Values("Outcome");

        Assert.Equal(["Present", "Refused"], outcomes.Distinct().Order());
        Assert.Equal(before, DatabaseDump.Read(_session.Database));
    }

    [Fact]
    public void WhatIf_reports_and_makes_no_database()
    {
        var result = _session.Invoke("Import-ClusterDatabase $source -Database $folder/unmade.db -WhatIf").Succeeded();

        Assert.Equal(SourceScript.Report("head", "sqlite"), result.Objects.Select(Line));
        Assert.False(File.Exists(Path.Combine(_session.Folder, "unmade.db")));
    }

    [Fact]
    public void The_path_is_taken_from_the_location_and_from_properties()
    {
        _session.Invoke("$null = $ExecutionContext.SessionState.Path.SetLocation($folder)").Succeeded();

        var result = _session.Invoke("[pscustomobject]@{ Path = 'opensource-server.sqlite' } | Import-ClusterDatabase -SkipJob").Succeeded();

        Assert.DoesNotContain("Job", result.Values("Kind"));
        Assert.Empty(_session.Invoke("Get-ClusterJob").Succeeded().Objects);
    }

    [Fact]
    public void A_database_of_something_else_is_refused()
    {
        var own = _session.Invoke("Import-ClusterDatabase $path", new { path = _session.Database }).FailedWith("ForeignDatabase", ErrorCategory.InvalidOperation);
        var missing = _session.Invoke("Import-ClusterDatabase $folder/nowhere.db").FailedWith("DatabaseNotFound", ErrorCategory.ObjectNotFound);

        Assert.Contains("not one of opensource-server", own.ToString(), StringComparison.Ordinal);
        Assert.NotEmpty(missing.ErrorDetails.RecommendedAction);
        Assert.False(File.Exists(Path.Combine(_session.Folder, "nowhere.db")));
    }

    [Fact]
    public void Nothing_of_a_secret_is_written_to_any_stream()
    {
        var result = _session.Invoke("$VerbosePreference = $DebugPreference = 'Continue'; Import-ClusterDatabase $source; Import-ClusterDatabase $source").Succeeded();

        var text = result.Text + string.Concat(result.Values("Reason"));
        Assert.All(
            ["node-secret", "hunter2", "cloudflare-key", "env-secret", "fedcba98", "$argon2id", "$2b$"],
            secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_on_a_PostgreSQL_server_is_read_with_a_credential()
    {
        ServerPolicy.Require(PostgreSqlServer.Missing);
        var server = await SharedServers.PostgreSql;
        var name = await server.CreateDatabaseAsync();
        try
        {
            await server.ExecuteAsync(SourceScript.Schema("head", "postgresql") + SourceScript.Rows("head", "postgresql"), name);
            var password = new SecureString();
            foreach (var c in server.Password) password.AppendChar(c);
            var variables = new { host = server.Host, port = server.Port, name, credential = new PSCredential(server.UserName, password), text = server.ConnectionString(name) };

            var result = _session.Invoke("Import-ClusterDatabase -Provider PostgreSQL -Server $host1 -Port $port -Name $name -Credential $credential",
                new { host1 = variables.host, variables.port, variables.name, variables.credential }).Succeeded();
            var again = _session.Invoke("Import-ClusterDatabase -Provider PostgreSQL -ConnectionString $text", new { variables.text }).Succeeded();
            var wrong = _session.Invoke("Import-ClusterDatabase -Provider PostgreSQL -Server $host1 -Port $port -Name nowhere -Credential $credential");

            Assert.Equal(SourceScript.Report("head", "postgresql"), result.Objects.Select(Line));
            Assert.Equal(["Present", "Refused"], again.Values("Outcome").Distinct().Order());
            wrong.FailedWith("DatabaseNotFound", ErrorCategory.ObjectNotFound);
            Assert.DoesNotContain(server.Password, result.Text + again.Text + wrong.Text, StringComparison.Ordinal);
        }
        finally
        {
            await server.DropDatabaseAsync(name);
        }
    }

    private static string Line(PSObject result) => $"{result.Text("Outcome")} {result.Text("Kind")} {result.Text("Name")}"
        + (result.Value("Reason") is { } reason ? $": {reason}" : string.Empty);
}
