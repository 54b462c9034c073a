using System.Management.Automation;
using ClusterManagement.ModuleTests.Sessions;

namespace ClusterManagement.ModuleTests.KeyRings;

/// <summary>A connection carries the key ring of its database's secrets.</summary>
public sealed class KeyRingTests : IDisposable
{
    private readonly ClusterSession _session = new();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void Without_one_the_environment_names_it()
    {
        Assert.Equal(Path.Combine(TestEnvironment.Folder, "keys"), _session.Invoke("Get-ClusterDatabase").Single.Text("KeyRing"));
        Assert.Equal(true, _session.Invoke("Test-ClusterNode pve1").Single.BaseObject);
    }

    [Fact]
    public void A_connection_names_it_and_keeps_it()
    {
        var ring = Path.Combine(_session.Folder, "below", "ring");

        var connection = _session.Invoke(
            "$null = $ExecutionContext.SessionState.Path.SetLocation($folder); Connect-ClusterDatabase $path -KeyRing below/ring -PassThru",
            new { folder = _session.Folder, path = _session.Database }).Single;

        Assert.Equal(ring, connection.Text("KeyRing"));
        Assert.Equal(ring, _session.Invoke("Get-ClusterDatabase").Single.Text("KeyRing"));
        Assert.False(Directory.Exists(ring));
        _session.Invoke("Set-ClusterNode pve1 -Credential $simulator.Credential").Succeeded();
        Assert.Single(Directory.GetFiles(ring));
        Assert.Equal(true, _session.Invoke("Test-ClusterNode pve1").Single.BaseObject);
    }

    [Fact]
    public void Another_runspace_uses_the_ring_of_the_connection_it_is_given()
    {
        var connection = _session.Invoke(
            "Connect-ClusterDatabase $path -KeyRing $ring -PassThru; Set-ClusterNode pve1 -Credential $simulator.Credential",
            new { path = _session.Database, ring = Path.Combine(_session.Folder, "ring") }).Single;
        using var other = new ModuleSession(isConnected: false);

        Assert.Equal(true, other.Invoke("Test-ClusterNode pve1 -Database $connection", new { connection }).Single.BaseObject);
        Assert.Equal(true, other.Invoke("Test-ClusterNode pve2 -Database $path", new { path = _session.Database }).Single.BaseObject);
        Assert.Equal(["SecretUnreadable"], other.Invoke("Test-ClusterNode pve1 -Database $path").ErrorIds);
        Assert.Equal(["SecretUnreadable"], other.Invoke("Test-ClusterNode pve2 -Database $connection").ErrorIds);
    }

    [Theory]
    [InlineData("Test-ClusterNode pve1")]
    [InlineData("Test-ClusterNode pve1 -Detailed")]
    [InlineData("New-ClusterContainer web1 -Node pve1 -Template debian-12 -Start")]
    [InlineData("Start-ClusterContainer old1")]
    [InlineData("Set-ClusterContainer old1 -Memory 1024")]
    [InlineData("Remove-ClusterContainer old1 -Confirm:$false")]
    [InlineData("Initialize-ClusterDatabase -RotateKey")]
    public void A_ring_that_is_not_the_one_is_an_error_and_nothing_is_half_done(string command)
    {
        _session.Invoke("$null = New-ClusterContainer old1 -Node pve1 -Template debian-12").Succeeded();
        _session.Server.ClearRequests();
        var ring = Path.Combine(_session.Folder, "empty");
        _session.Invoke("Connect-ClusterDatabase $path -KeyRing $ring", new { path = _session.Database, ring }).Succeeded();
        var before = DatabaseDump.Read(_session.Database);

        var error = _session.Invoke(command).FailedWith("SecretUnreadable", ErrorCategory.PermissionDenied);

        Assert.StartsWith($"The secret of node pve1 cannot be decrypted with the key ring in '{ring}': ", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("-KeyRing", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal("node pve1", error.TargetObject);
        Assert.Equal(before, DatabaseDump.Read(_session.Database));
        Assert.Equal(0, _session.Requests);
        Assert.False(Directory.Exists(ring));
    }

    [Theory]
    [InlineData("New-ClusterNode pve9 -Site dc1 -Credential $simulator.Credential")]
    [InlineData("Set-ClusterNode pve1 -Credential $simulator.Credential")]
    [InlineData("New-SessionSecret")]
    [InlineData("New-ExternalDomain secret.example -Site dc1 -CloudflareApiKey $simulator.Credential.Password")]
    public void A_ring_that_takes_no_key_is_an_error_and_nothing_is_stored(string command)
    {
        File.WriteAllText(Path.Combine(_session.Folder, "file"), "in the way");
        var ring = Path.Combine(_session.Folder, "file", "ring");
        _session.Invoke("Connect-ClusterDatabase $path -KeyRing $ring", new { path = _session.Database, ring }).Succeeded();
        var before = DatabaseDump.Read(_session.Database);

        var error = _session.Invoke(command).FailedWith("KeyRingUnusable", ErrorCategory.PermissionDenied);

        Assert.Contains(ring, error.ToString(), StringComparison.Ordinal);
        Assert.Equal(before, DatabaseDump.Read(_session.Database));
    }

    [Fact]
    public void Rotation_says_how_many_secrets_there_were()
    {
        var ring = Path.Combine(_session.Folder, "ring");
        _session.Invoke(
            "Connect-ClusterDatabase $path -KeyRing $ring; Get-ClusterNode | Set-ClusterNode -Credential $simulator.Credential; $null = New-SessionSecret",
            new { path = _session.Database, ring }).Succeeded();

        var result = _session.Invoke("Initialize-ClusterDatabase -RotateKey -Verbose").Succeeded();

        Assert.Equal(ring, result.Single.Text("KeyRing"));
        Assert.Contains(result.Verbose, line => line.StartsWith("Encrypted 3 secrets", StringComparison.Ordinal));
        Assert.Equal(2, Directory.GetFiles(ring).Length);
        Assert.Equal([true, true], _session.Invoke("Get-ClusterNode | Test-ClusterNode").Succeeded().Objects.Select(item => item.BaseObject));
    }
}
