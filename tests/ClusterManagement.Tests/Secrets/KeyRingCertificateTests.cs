using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ClusterManagement.Data.Secrets;
using Xunit;

namespace ClusterManagement.Tests.Secrets;

/// <summary>With a certificate, the keys of a ring are encrypted for it, whoever can read the folder.</summary>
public sealed class KeyRingCertificateTests : IDisposable
{
    private const string Password = "pfx-password-0123456789";

    private readonly KeyRingLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Theory]
    [InlineData("pfx")]
    [InlineData("pem")]
    [InlineData("encrypted pem")]
    public void The_keys_are_encrypted_for_it(string form)
    {
        var file = WriteCertificate("CN=ring", form);

        var encrypted = Open(file).Protect(KeyRingLab.Text);

        Assert.Equal(KeyRingLab.Secret, Open(file).Unprotect(encrypted, "a").Reveal());
        var key = File.ReadAllText(Assert.Single(_lab.Files));
        Assert.Contains("EncryptedXmlDecryptor", key, StringComparison.Ordinal);
        Assert.DoesNotContain("<masterKey", key, StringComparison.Ordinal);
        Assert.Contains("<masterKey", KeyInTheClear(), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_it_secrets_are_neither_read_nor_written()
    {
        var file = WriteCertificate("CN=ring", "pfx");
        var encrypted = Open(file).Protect(KeyRingLab.Text);
        using var certificate = X509CertificateLoader.LoadPkcs12FromFile(file, Password);

        var message = _lab.Refusal(encrypted).Message;
        var writing = Assert.Throws<ClusterException>(() => _lab.Open().Protect(KeyRingLab.Text));

        Assert.Contains($"encrypted for the certificate {certificate.Thumbprint} (CN=ring), which is not at hand", message, StringComparison.Ordinal);
        Assert.Contains(KeyRingCertificates.Variable, _lab.Refusal(encrypted).RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(ErrorIds.KeyRingUnusable, writing.ErrorId);
        Assert.Equal(ErrorIds.KeyRingUnusable, Assert.Throws<ClusterException>(() => _lab.Open().AddKey()).ErrorId);
        Assert.Single(_lab.Files);
    }

    [Fact]
    public void Another_certificate_does_not_do()
    {
        var encrypted = Open(WriteCertificate("CN=ring", "pfx")).Protect(KeyRingLab.Text);

        Assert.Contains("(CN=ring), which is not at hand", _lab.Refusal(encrypted, Open(WriteCertificate("CN=other", "pfx"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_ring_gets_a_certificate_later_and_another_one_after_that()
    {
        var (first, second) = (WriteCertificate("CN=first", "pfx"), WriteCertificate("CN=second", "pem"));
        var plain = _lab.Open().Protect(KeyRingLab.Text);
        var underFirst = Rotate(first);
        var underSecond = Rotate($"{second}{Path.PathSeparator}{first}");

        Assert.Equal(KeyRingLab.Secret, Open(second).Unprotect(underSecond, "a").Reveal());
        Assert.Equal(KeyRingLab.Secret, Open(second).Unprotect(plain, "a").Reveal());
        Assert.Contains("CN=first", _lab.Refusal(underFirst, Open(second)).Message, StringComparison.Ordinal);
        Assert.Equal(KeyRingLab.Secret, Open($"{second}{Path.PathSeparator}{first}").Unprotect(underFirst, "a").Reveal());

        string Rotate(string certificates)
        {
            var protector = Open(certificates);
            protector.AddKey();
            return protector.Protect(KeyRingLab.Text);
        }
    }

    [Theory]
    [InlineData("missing", "there is no such file")]
    [InlineData("wrong password", "password")]
    [InlineData("no key", "no private key")]
    [InlineData("elliptic", "not an RSA key")]
    [InlineData("nonsense", "cannot be used")]
    [InlineData("thumbprint", "no store of this user has it")]
    public void What_is_wrong_with_it_is_said(string fault, string words)
    {
        var file = Faulty(fault);

        var error = Assert.Throws<ClusterException>(() => Open(file, fault == "wrong password" ? "wrong-password-9876" : Password).Protect(KeyRingLab.Text));

        Assert.Equal(ErrorIds.KeyRingUnusable, error.ErrorId);
        Assert.Contains(words, error.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(file, error.Message, StringComparison.Ordinal);
        Assert.Contains(KeyRingCertificates.Variable, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-password-9876", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(_lab.Files);
    }

    [Fact]
    public void A_wrong_certificate_shows_when_a_secret_is_read_too()
    {
        var encrypted = Open(WriteCertificate("CN=ring", "pfx")).Protect(KeyRingLab.Text);

        Assert.Contains("there is no such file", _lab.Refusal(encrypted, Open(Faulty("missing"))).Message, StringComparison.Ordinal);
    }

    private string Faulty(string fault)
    {
        switch (fault)
        {
            case "missing":
                return _lab.File("nowhere.pfx");
            case "thumbprint":
                return new string('0', 40);
            case "wrong password":
                return WriteCertificate("CN=ring", "pfx");
            case "no key":
                using (var certificate = Create("CN=ring")) return Write("bare.pem", certificate.ExportCertificatePem());
            case "elliptic":
                using (var key = ECDsa.Create(ECCurve.NamedCurves.nistP256))
                using (var certificate = new CertificateRequest("CN=ring", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(1)))
                {
                    return Write("elliptic.pem", certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem());
                }

            default:
                return Write("nonsense.pem", "nothing of the kind");
        }
    }

    private static X509Certificate2 Create(string subject)
    {
        using var key = RSA.Create(2048);
        return new CertificateRequest(subject, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(1));
    }

    private SecretProtector Open(string certificates, string password = Password) => new(_lab.Ring, () => KeyRingCertificates.Load(certificates, password));

    private static string KeyInTheClear()
    {
        using var other = new KeyRingLab();
        other.Open().Protect(KeyRingLab.Text);
        return File.ReadAllText(Assert.Single(other.Files));
    }

    private string WriteCertificate(string subject, string form)
    {
        using var certificate = Create(subject);
        using var key = certificate.GetRSAPrivateKey()!;
        if (form == "pfx")
        {
            var file = _lab.File(subject + ".pfx");
            File.WriteAllBytes(file, certificate.ExportPkcs12(Pkcs12ExportPbeParameters.Pbes2Aes256Sha256, Password));
            return file;
        }

        var pem = form == "pem"
            ? key.ExportPkcs8PrivateKeyPem()
            : key.ExportEncryptedPkcs8PrivateKeyPem(Password, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000));
        return Write(subject + ".pem", certificate.ExportCertificatePem() + "\n" + pem);
    }

    private string Write(string name, string text)
    {
        File.WriteAllText(_lab.File(name), text);
        return _lab.File(name);
    }
}
