using System.Management.Automation;
using ClusterManagement.ModuleTests.Sessions;

namespace ClusterManagement.ModuleTests.Commands;

/// <summary>Which database a command works in.</summary>
public sealed class DatabaseTests : IDisposable
{
    private const string NewSite = "New-ClusterSite $name -InternalDomain cluster.internal -DhcpRange 10.0.0.100-10.0.0.200 -SubnetMask /24 -Gateway 10.0.0.1";

    private readonly ModuleSession _session = new(isConnected: false);

    public void Dispose() => _session.Dispose();

    [Fact]
    public void Without_a_connection_the_environment_names_the_database()
    {
        var database = _session.Invoke("Get-ClusterDatabase").Single;

        Assert.Equal((TestEnvironment.Database, "Environment", "SQLite"), (database.Text("Path"), database.Text("Source"), database.Text("Engine")));
    }

    [Fact]
    public void A_connection_goes_before_the_environment_until_it_ends()
    {
        _session.Invoke("Connect-ClusterDatabase $path", new { path = _session.Database }).Succeeded();
        var connected = _session.Invoke("Get-ClusterDatabase").Single;
        _session.Invoke("Disconnect-ClusterDatabase").Succeeded();
        var disconnected = _session.Invoke("Get-ClusterDatabase").Single;

        Assert.Equal((_session.Database, "Connected"), (connected.Text("Path"), connected.Text("Source")));
        Assert.Equal("Environment", disconnected.Text("Source"));
    }

    [Fact]
    public void The_parameter_goes_before_the_connection()
    {
        var other = Path.Combine(_session.Folder, "other.db");
        _session.Invoke("Connect-ClusterDatabase $path", new { path = _session.Database }).Succeeded();

        _session.Invoke($"$null = {NewSite} -Database $other", new { other, name = "there" }).Succeeded();

        Assert.Empty(_session.Invoke("Get-ClusterSite").Succeeded().Objects);
        Assert.Equal(["there"], _session.Invoke("Get-ClusterSite -Database $other").Values("Name"));
        var database = _session.Invoke("Get-ClusterDatabase -Database $other").Single;
        Assert.Equal((other, "Parameter"), (database.Text("Path"), database.Text("Source")));
    }

    [Fact]
    public void Connecting_makes_the_database_and_describes_it()
    {
        var database = _session.Invoke("Connect-ClusterDatabase $path -PassThru", new { path = _session.Database }).Single;

        Assert.True(File.Exists(_session.Database));
        Assert.NotEmpty(database.Text("SchemaVersion")!);
        Assert.Equal(false, database.Value("IsOutdated"));
        Assert.True(database.Number("Size") > 0);
    }

    [Fact]
    public void A_relative_path_is_taken_against_the_location()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_session.Folder, "below", "here")).FullName;

        var database = _session.Invoke(
            "$null = $ExecutionContext.SessionState.Path.SetLocation($folder); Connect-ClusterDatabase ../my.db -PassThru", new { folder });

        Assert.Equal(Path.Combine(_session.Folder, "below", "my.db"), database.Single.Text("Path"));
    }

    [Fact]
    public void A_failed_connection_leaves_the_former_one()
    {
        _session.Invoke("Connect-ClusterDatabase $path", new { path = _session.Database }).Succeeded();
        var text = Path.Combine(_session.Folder, "text.db");
        File.WriteAllText(text, string.Concat(Enumerable.Repeat("This is not a database. ", 100)));

        var result = _session.Invoke("Connect-ClusterDatabase $text", new { text });

        Assert.Single(result.Errors);
        Assert.Contains("text.db", result.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Equal(_session.Database, _session.Invoke("Get-ClusterDatabase").Single.Text("Path"));
    }

    [Fact]
    public void A_database_in_a_place_that_cannot_be_written_is_refused()
    {
        File.WriteAllText(Path.Combine(_session.Folder, "file"), "in the way");

        var result = _session.Invoke("Connect-ClusterDatabase $path", new { path = Path.Combine(_session.Folder, "file", "cluster.db") });

        Assert.Equal(ErrorCategory.ResourceUnavailable, Assert.Single(result.Errors).CategoryInfo.Category);
        Assert.NotEmpty(result.Errors[0].ErrorDetails.RecommendedAction);
    }

    [Fact]
    public void Initialize_makes_a_database_and_leaves_one_that_is_there()
    {
        var made = _session.Invoke("Initialize-ClusterDatabase -Database $path", new { path = _session.Database }).Single;
        _session.Invoke($"$null = {NewSite} -Database $path", new { name = "dc1" }).Succeeded();
        var again = _session.Invoke("Initialize-ClusterDatabase -Database $path").Single;

        Assert.Equal(made.Text("SchemaVersion"), again.Text("SchemaVersion"));
        Assert.Equal(["dc1"], _session.Invoke("Get-ClusterSite -Database $path").Values("Name"));
    }

    [Fact]
    public void Asking_about_a_database_does_not_make_it()
    {
        var database = _session.Invoke("Get-ClusterDatabase -Database $path", new { path = _session.Database }).Single;

        Assert.Null(database.Value("SchemaVersion"));
        Assert.False(File.Exists(_session.Database));
    }

    [Fact]
    public void A_schema_of_a_newer_module_is_refused()
    {
        _session.Invoke("Connect-ClusterDatabase $path", new { path = _session.Database }).Succeeded();
        var copy = Path.Combine(_session.Folder, "copy.db");
        DatabaseDump.Execute(_session.Database, $"VACUUM INTO '{copy}'");
        DatabaseDump.Execute(copy, "INSERT INTO __EFMigrationsHistory SELECT '99991231235959_Later', ProductVersion FROM __EFMigrationsHistory LIMIT 1");

        var error = _session.Invoke("Get-ClusterSite -Database $copy", new { copy }).FailedWith("SchemaTooNew", ErrorCategory.InvalidOperation);

        Assert.Contains("Later", error.ToString(), StringComparison.Ordinal);
    }
}
