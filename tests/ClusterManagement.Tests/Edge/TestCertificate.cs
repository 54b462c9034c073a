using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ClusterManagement.Tests.Edge;

/// <summary>A self-signed certificate as PEM.</summary>
/// <param name="Certificate">The certificate.</param>
/// <param name="Key">Its private key.</param>
/// <param name="Thumbprint">Its SHA-1 hash, by which it is known again.</param>
internal sealed record TestCertificate(string Certificate, string Key, string Thumbprint)
{
    public static TestCertificate Create(string[] names, DateTimeOffset? notAfter = null, bool isRsa = false)
    {
        using var rsa = isRsa ? RSA.Create(2048) : null;
        using var ec = isRsa ? null : ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var subject = $"CN={names.FirstOrDefault() ?? "nobody"}";
        var request = rsa is null
            ? new CertificateRequest(subject, ec!, HashAlgorithmName.SHA256)
            : new CertificateRequest(subject, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names) alternatives.AddDnsName(name);
        if (names.Length > 0) request.CertificateExtensions.Add(alternatives.Build());
        var end = notAfter ?? DateTimeOffset.UtcNow.AddDays(90);
        using var certificate = request.CreateSelfSigned(end.AddDays(-100), end);
        return new TestCertificate(certificate.ExportCertificatePem(), ((AsymmetricAlgorithm?)rsa ?? ec!).ExportPkcs8PrivateKeyPem(), certificate.Thumbprint);
    }
}
