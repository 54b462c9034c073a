using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ClusterManagement.ModuleTests.Sessions;

/// <summary>A PEM file with a certificate and its key.</summary>
internal static class PemFile
{
    /// <summary>Writes a file with a new self-signed certificate.</summary>
    /// <param name="path">The file.</param>
    /// <param name="names">The host names it is valid for.</param>
    public static void Write(string path, params string[] names)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={names[0]}", key, HashAlgorithmName.SHA256);
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names) alternatives.AddDnsName(name);
        request.CertificateExtensions.Add(alternatives.Build());
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(60));
        File.WriteAllText(path, $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n");
    }
}
