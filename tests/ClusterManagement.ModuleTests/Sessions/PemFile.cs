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

    /// <summary>Writes a file with a public key where the private one should be.</summary>
    /// <param name="path">The file.</param>
    /// <param name="names">The host names it is valid for.</param>
    public static void WritePublic(string path, params string[] names)
    {
        var (certificate, key) = Create(names, DateTimeOffset.UtcNow.AddDays(60));
        using (key) File.WriteAllText(path, $"{certificate}\n{key.ExportSubjectPublicKeyInfoPem()}\n");
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

    /// <summary>Writes a file with a certificate of an authority, which may be too weak for servers.</summary>
    /// <param name="path">The file.</param>
    /// <param name="bits">The size of its RSA key.</param>
    /// <param name="sha1">Signs it with SHA-1 and this padding, which the class library does not do any more; null for SHA-256.</param>
    /// <param name="name">The host name it is valid for.</param>
    public static void WriteIssued(string path, int bits, RSASignaturePadding? sha1, string name)
    {
        using var key = RSA.Create(bits);
        using var issuer = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var alternatives = new SubjectAlternativeNameBuilder();
        alternatives.AddDnsName(name);
        request.CertificateExtensions.Add(alternatives.Build());
        var generator = sha1 is not null ? new Sha1Generator(issuer, sha1) : X509SignatureGenerator.CreateForRSA(issuer, RSASignaturePadding.Pkcs1);
        using var certificate = request.Create(new X500DistinguishedName("CN=authority"), generator, DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(60), [1]);
        File.WriteAllText(path, $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n");
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

    private sealed class Sha1Generator(RSA key, RSASignaturePadding padding) : X509SignatureGenerator
    {
        // With PSS, parameters that say nothing mean SHA-1.
        public override byte[] GetSignatureAlgorithmIdentifier(HashAlgorithmName hashAlgorithm) => padding == RSASignaturePadding.Pss
            ? [0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0a, 0x30, 0x00]
            : [0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x05, 0x05, 0x00];

        public override byte[] SignData(byte[] data, HashAlgorithmName hashAlgorithm) => key.SignData(data, HashAlgorithmName.SHA1, padding);

        protected override PublicKey BuildPublicKey() => new(key);
    }
}
