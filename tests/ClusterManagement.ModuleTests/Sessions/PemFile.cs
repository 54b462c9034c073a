using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ClusterManagement.ModuleTests.Sessions;

/// <summary>PEM files with a new self-signed certificate and its key.</summary>
internal static class PemFile
{
    private static readonly PbeParameters Encryption = new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 10_000);

    /// <summary>Writes a file with both.</summary>
    /// <param name="path">The file.</param>
    /// <param name="names">The host names it is valid for.</param>
    public static void Write(string path, params string[] names)
    {
        var (certificate, key) = Create(names, DateTimeOffset.UtcNow.AddDays(60));
        using (key) File.WriteAllText(path, $"{certificate}\n{key.ExportPkcs8PrivateKeyPem()}\n");
    }

    /// <summary>Writes a file whose certificate ended yesterday.</summary>
    /// <param name="path">The file.</param>
    /// <param name="names">The host names it was valid for.</param>
    public static void WriteExpired(string path, params string[] names)
    {
        var (certificate, key) = Create(names, DateTimeOffset.UtcNow.AddDays(-1));
        using (key) File.WriteAllText(path, $"{certificate}\n{key.ExportPkcs8PrivateKeyPem()}\n");
    }

    /// <summary>Writes a certificate and its key, encrypted, into two files.</summary>
    /// <param name="path">The certificate's file.</param>
    /// <param name="keyPath">The key's file.</param>
    /// <param name="password">What the key is encrypted with.</param>
    /// <param name="names">The host names it is valid for.</param>
    /// <returns>The key as it would stand unencrypted.</returns>
    public static string WriteEncrypted(string path, string keyPath, string password, params string[] names)
    {
        var (certificate, key) = Create(names, DateTimeOffset.UtcNow.AddDays(60));
        using (key)
        {
            File.WriteAllText(path, certificate);
            File.WriteAllText(keyPath, key.ExportEncryptedPkcs8PrivateKeyPem(password, Encryption));
            return key.ExportPkcs8PrivateKeyPem();
        }
    }

    private static (string Certificate, ECDsa Key) Create(string[] names, DateTimeOffset end)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={names[0]}", key, HashAlgorithmName.SHA256);
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names) alternatives.AddDnsName(name);
        request.CertificateExtensions.Add(alternatives.Build());
        using var certificate = request.CreateSelfSigned(end.AddDays(-90), end);
        return (certificate.ExportCertificatePem(), key);
    }
}
