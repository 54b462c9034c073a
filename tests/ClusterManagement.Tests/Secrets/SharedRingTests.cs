using ClusterManagement.Data.Secrets;
using ClusterManagement.Tests.Support;
using Xunit;

namespace ClusterManagement.Tests.Secrets;

/// <summary>Two processes, as of two administrators, share a folder: what one encrypts the other decrypts.</summary>
public sealed class SharedRingTests
{
    private const string Reader = """
        $ring, $folder, $user, $secret = $args
        Connect-ClusterDatabase $env:CLUSTER_DATABASE -KeyRing $ring
        Test-ClusterNode pve1
        [System.IO.File]::WriteAllText("$folder/ready", '')
        while (-not [System.IO.File]::Exists("$folder/go")) { [System.Threading.Thread]::Sleep(20) }
        Test-ClusterNode pve1
        $text = [securestring]::new()
        foreach ($c in $secret.ToCharArray()) { $text.AppendChar($c) }
        Set-ClusterNode pve2 -Credential ([pscredential]::new($user, $text))
        """;

    private const string Rotator = """
        $ring = $args[0]
        Connect-ClusterDatabase $env:CLUSTER_DATABASE -KeyRing $ring
        (Initialize-ClusterDatabase -RotateKey).KeyRing
        Test-ClusterNode pve1
        """;

    [Fact]
    public async Task A_key_that_one_makes_is_known_to_the_other_that_runs_already()
    {
        await using var lab = await EngineLab.StartAsync();
        var (ready, go) = (Path.Combine(lab.Folder, "ready"), Path.Combine(lab.Folder, "go"));
        using var reader = Start(lab, "anna", Reader, lab.KeyRing, lab.Folder, lab.Simulator.Options.TokenId, lab.Simulator.Options.TokenSecret);
        await Eventually.IsTrueAsync(() => File.Exists(ready) || reader.HasExited, "the reader has not read");
        if (reader.HasExited) await reader.SucceedAsync();
        var before = await KeysAsync(lab);

        using var rotator = Start(lab, "bert", Rotator, lab.KeyRing);
        Assert.Equal([lab.KeyRing, "True"], Lines(await rotator.SucceedAsync()));
        var rotated = Assert.Single(await KeysAsync(lab));
        await File.WriteAllTextAsync(go, string.Empty, TestContext.Current.CancellationToken);

        Assert.Equal(["True", "True"], Lines(await reader.SucceedAsync()));
        Assert.DoesNotContain(rotated, before);
        Assert.Equal([rotated], await KeysAsync(lab));
        Assert.False(Directory.Exists(OwnRing(lab, "anna")) || Directory.Exists(OwnRing(lab, "bert")));
    }

    private static ShellProcess Start(EngineLab lab, string user, string script, params string[] arguments) =>
        ShellProcess.Start(lab.Folder, lab.Place.Address, OwnRing(lab, user), script, arguments);

    private static string OwnRing(EngineLab lab, string user) => Path.Combine(lab.Folder, user);

    private static string[] Lines(string output) => output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static async Task<List<Guid?>> KeysAsync(EngineLab lab) =>
        [.. (await lab.Place.RowsAsync("SELECT [apiTokenSecretOrPassword] FROM [Nodes]")).Select(row => SecretProtector.KeyOf((string)row[0]!)).Distinct()];
}
