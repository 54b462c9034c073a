using System.Management.Automation;
using System.Security.Cryptography;
using ClusterManagement.ModuleTests.Sessions;

namespace ClusterManagement.ModuleTests.Commands;

/// <summary>The cmdlets of certificates.</summary>
public sealed class CertificateTests : IDisposable
{
    private readonly ClusterSession _session = new();

    public CertificateTests()
    {
        PemFile.Write(File("first.pem"), "example.com", "*.example.com");
        PemFile.Write(File("second.pem"), "app.example.com");
        PemFile.Write(File("other.pem"), "example.org");
        PemFile.WritePublic(File("public.pem"), "example.com");
        PemFile.WriteExpired(File("expired.pem"), "example.com");
        PemFile.WriteEncrypted(File("encrypted.pem"), File("encrypted.key"), "open sesame", "example.com");
        _session.Invoke("$null = New-ExternalDomain example.org -Site dc1", new { folder = _session.Folder }).Succeeded();
    }

    public void Dispose() => _session.Dispose();

    [Fact]
    public void A_domain_has_one_current_certificate_and_remembers_former_ones()
    {
        var first = _session.Invoke("Import-ClusterCertificate example.com -Path $folder/first.pem").Single;
        var second = _session.Invoke("Get-ExternalDomain example.com | Import-ClusterCertificate -Path $folder/second.pem").Single;

        Assert.Equal(("example.com", "dc1", "CN=example.com"), (first.Text("Domain"), first.Text("Site"), first.Text("Subject")));
        Assert.Equal([second.Text("Fingerprint")], _session.Invoke("Get-ClusterCertificate").Succeeded().Values("Fingerprint"));
        Assert.Equal(
            [second.Text("Fingerprint"), first.Text("Fingerprint")],
            _session.Invoke("Get-ClusterCertificate example.com -IncludeFormer").Succeeded().Values("Fingerprint"));

        // Domains of the pipeline; one without is no error.
        Assert.Equal([second.Text("Fingerprint")], _session.Invoke("Get-ExternalDomain | Get-ClusterCertificate").Succeeded().Values("Fingerprint"));

        // The former one comes back into use, and is no second row.
        _session.Invoke("Import-ClusterCertificate example.com -Path $folder/first.pem").Succeeded();
        Assert.Equal([first.Text("Fingerprint")], _session.Invoke("Get-ClusterCertificate example.com").Values("Fingerprint"));
        Assert.Equal(2, _session.Invoke("Get-ClusterCertificate -IncludeFormer").Objects.Count);
    }

    [Theory]
    [InlineData("Import-ClusterCertificate example.com -Path $folder/other.pem", "CertificateInvalid", ErrorCategory.InvalidArgument)]
    [InlineData("Import-ClusterCertificate example.com -Path $folder/first.pem -KeyPath $folder/other.pem", "CertificateInvalid", ErrorCategory.InvalidArgument)]
    [InlineData("Import-ClusterCertificate example.com -Path $folder/missing.pem", "CertificateInvalid", ErrorCategory.InvalidArgument)]
    [InlineData("Import-ClusterCertificate example.com -Path $folder/cluster.db", "CertificateInvalid", ErrorCategory.InvalidArgument)]
    [InlineData("Import-ClusterCertificate example.com -Path $folder/expired.pem", "CertificateInvalid", ErrorCategory.InvalidArgument)]
    [InlineData("Import-ClusterCertificate example.com -Path $folder/encrypted.pem -KeyPath $folder/encrypted.key", "CertificateInvalid", ErrorCategory.InvalidArgument)]
    [InlineData("Import-ClusterCertificate example.com -Path $folder/encrypted.pem", "CertificateInvalid", ErrorCategory.InvalidArgument)]
    [InlineData("Import-ClusterCertificate example.com -Path $folder", "CertificateInvalid", ErrorCategory.InvalidArgument)]
    [InlineData("Import-ClusterCertificate example.com -Path $folder/public.pem", "CertificateInvalid", ErrorCategory.InvalidArgument)]
    [InlineData("Import-ClusterCertificate nope.example -Path $folder/first.pem", "ExternalDomainNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("Get-ClusterCertificate example.com", "CertificateNotFound", ErrorCategory.ObjectNotFound)]
    public void What_is_wrong_is_refused(string script, string id, ErrorCategory category) => _session.Invoke(script).FailedWith(id, category);

    [Fact]
    public void A_password_opens_an_encrypted_key_and_another_one_does_not()
    {
        const string Import = "Import-ClusterCertificate example.com -Path $folder/encrypted.pem -KeyPath $folder/encrypted.key";
        _session.Invoke("function Secure($text) { $secure = [securestring]::new(); foreach ($c in $text.ToCharArray()) { $secure.AppendChar($c) }; $secure }");

        var error = _session.Invoke($"{Import} -Password (Secure 'open barley')").FailedWith("CertificateInvalid", ErrorCategory.InvalidArgument);

        Assert.Contains("that the password opens", error.ToString(), StringComparison.Ordinal);
        Assert.Equal("CN=example.com", _session.Invoke($"{Import} -Password (Secure 'open sesame')").Single.Text("Subject"));
    }

    [Fact]
    public void One_that_ended_is_taken_by_force_and_the_export_warns_of_it()
    {
        Assert.Contains("it ended on", _session.Invoke("Import-ClusterCertificate example.com -Path $folder/expired.pem").Errors[0].ToString(), StringComparison.Ordinal);

        _session.Invoke("$null = Import-ClusterCertificate example.com -Path $folder/expired.pem -Force").Succeeded();

        var export = _session.Invoke("Export-ClusterConfiguration dc1 -Path $folder/edge").Succeeded();
        Assert.Contains(export.Warnings, warning => warning.StartsWith("The certificate of example.com ended on ", StringComparison.Ordinal));
    }

    [Fact]
    public void What_servers_refuse_as_too_weak_is_never_taken()
    {
        PemFile.WriteIssued(File("short.pem"), 1024, sha1: null, "example.com");
        PemFile.WriteIssued(File("sha1.pem"), 2048, RSASignaturePadding.Pkcs1, "example.com");
        PemFile.WriteIssued(File("pss.pem"), 2048, RSASignaturePadding.Pss, "example.com");
        PemFile.WriteIssued(File("good.pem"), 2048, sha1: null, "example.com");

        Assert.Contains(
            "key of only 1024 bits", _session.Invoke("Import-ClusterCertificate example.com -Path $folder/short.pem -Force").FailedWith("CertificateInvalid", ErrorCategory.InvalidArgument).ToString(),
            StringComparison.Ordinal);
        foreach (var name in new[] { "sha1", "pss" })
        {
            Assert.Contains(
                "signed with sha1", _session.Invoke($"Import-ClusterCertificate example.com -Path $folder/{name}.pem -Force").FailedWith("CertificateInvalid", ErrorCategory.InvalidArgument).ToString(),
                StringComparison.OrdinalIgnoreCase);
        }

        _session.Invoke("$null = Import-ClusterCertificate example.com -Path $folder/good.pem").Succeeded();
    }

    [Fact]
    public void Force_takes_one_for_other_hosts_and_the_certificates_go_with_the_domain()
    {
        _session.Invoke("$null = Import-ClusterCertificate example.com -Path $folder/other.pem -Force").Succeeded();

        Assert.Equal("example.com", _session.Invoke("Get-ClusterCertificate -Site dc1").Single.Text("Domain"));
        Assert.Empty(_session.Invoke("Remove-ExternalDomain example.com -Confirm:$false; Get-ClusterCertificate *").Succeeded().Objects);
    }

    [Fact]
    public void The_key_shows_nowhere()
    {
        // The head of a key is the same in all.
        var key = System.IO.File.ReadAllText(File("first.pem")).Split("PRIVATE KEY-----")[1].Trim().Split('\n')[1][8..48];

        var run = _session.Invoke("""
            $VerbosePreference = $DebugPreference = 'Continue'
            $all = Import-ClusterCertificate example.com -Path $folder/first.pem
            $all; [System.Management.Automation.PSSerializer]::Serialize($all, 5)
            Import-ClusterCertificate example.com -Path $folder/second.pem -KeyPath $folder/first.pem
            """);

        Assert.DoesNotContain(key, run.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(key, System.Text.Encoding.Latin1.GetString(System.IO.File.ReadAllBytes(_session.Database)), StringComparison.Ordinal);
    }

    private string File(string name) => Path.Combine(_session.Folder, name);
}
