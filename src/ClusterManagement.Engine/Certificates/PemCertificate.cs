using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ClusterManagement.Engine.Certificates;

/// <summary>A certificate with its chain and its key, read from PEM texts and found to belong together.</summary>
/// <param name="Pem">The certificate and its chain, the certificate first.</param>
/// <param name="PrivateKey">The private key as PKCS #8.</param>
/// <param name="Fingerprint">The SHA-256 fingerprint, in upper case with colons.</param>
/// <param name="Subject">Whom it was issued to.</param>
/// <param name="Issuer">Who issued it.</param>
/// <param name="SerialNumber">The issuer's number of it.</param>
/// <param name="DnsNames">The host names it is valid for, in lower case.</param>
/// <param name="NotBefore">The beginning of its validity, in UTC.</param>
/// <param name="NotAfter">The end of its validity, in UTC.</param>
internal sealed record PemCertificate(
    string Pem, SecretText PrivateKey, string Fingerprint, string Subject, string Issuer, string SerialNumber, IReadOnlyList<string> DnsNames, DateTime NotBefore, DateTime NotAfter)
{
    private const int SmallestRsaKey = 2048;
    private const int SmallestEcKey = 224;

    /// <summary>Reads a certificate. The one the key belongs to comes first; the others keep their order.</summary>
    /// <param name="certificates">PEM of the certificate and its chain.</param>
    /// <param name="key">PEM of the private key.</param>
    /// <param name="password">What the key is encrypted with.</param>
    /// <exception cref="CryptographicException">They are no such thing, or do not belong together. The message has nothing of the key.</exception>
    public static PemCertificate Parse(string certificates, string key, SecretText? password)
    {
        var all = new X509Certificate2Collection();
        all.ImportFromPem(certificates);
        if (all.Count == 0) throw new CryptographicException("there is no certificate in it");
        try
        {
            using var pair = Import(key, password);
            var leaf = all.FirstOrDefault(candidate => candidate.PublicKey.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(pair.ExportSubjectPublicKeyInfo()))
                ?? throw new CryptographicException("the private key is not the certificate's");
            var chain = all.Where(other => other != leaf).Prepend(leaf).DistinctBy(other => other.Thumbprint).ToList();
            foreach (var one in chain) RefuseWeak(one);
            return new PemCertificate(
                string.Concat(chain.Select(one => one.ExportCertificatePem() + "\n")),
                new SecretText(pair.ExportPkcs8PrivateKeyPem() + "\n"),
                string.Join(':', leaf.GetCertHashString(HashAlgorithmName.SHA256).Chunk(2).Select(digits => new string(digits))),
                Short(leaf.Subject), Short(leaf.Issuer), leaf.SerialNumber, NamesOf(leaf),
                leaf.NotBefore.ToUniversalTime(), leaf.NotAfter.ToUniversalTime());
        }
        finally
        {
            foreach (var one in all) one.Dispose();
        }
    }

    private static AsymmetricAlgorithm Import(string key, SecretText? password)
    {
        // Whatever the key is not, its text must not get into a message.
        foreach (var candidate in new Func<AsymmetricAlgorithm>[] { RSA.Create, ECDsa.Create })
        {
            var algorithm = candidate();
            try
            {
                if (password is null) algorithm.ImportFromPem(key);
                else algorithm.ImportFromEncryptedPem(key, password.Reveal());

                // A public key has none to export.
                _ = algorithm.ExportPkcs8PrivateKey();
                return algorithm;
            }
            catch (Exception exception) when (exception is CryptographicException or ArgumentException)
            {
                algorithm.Dispose();
            }
        }

        throw new CryptographicException(key.Contains("Proc-Type: 4,ENCRYPTED", StringComparison.Ordinal)
            ? "its private key is encrypted in a way of old; rewrite it with 'openssl pkcs8 -topk8 -in <key> -out <new key>'"
            : password is null
            ? "there is no private RSA or EC key in it that can be read without a password"
            : "there is no private RSA or EC key in it that the password opens");
    }

    // OpenSSL's security level 2, which servers come with: they would refuse the file, and with it every other host's.
    private static void RefuseWeak(X509Certificate2 certificate)
    {
        using var rsa = certificate.GetRSAPublicKey();
        using var ec = certificate.GetECDsaPublicKey();
        var problem = rsa?.KeySize < SmallestRsaKey || ec?.KeySize < SmallestEcKey ? $"has a key of only {rsa?.KeySize ?? ec?.KeySize} bits"
            : certificate.Subject != certificate.Issuer && SignatureAlgorithm.IsBroken(certificate) ? $"is signed with {SignatureAlgorithm.NameOf(certificate)}"
            : null;
        if (problem is not null) throw new CryptographicException($"the certificate of {Short(certificate.Subject)} {problem}, which servers refuse as too weak");
    }

    private static string[] NamesOf(X509Certificate2 certificate)
    {
        var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().SelectMany(extension => extension.EnumerateDnsNames());
        return [.. names.Select(name => name.ToLowerInvariant()).Where(name => !name.Contains(';', StringComparison.Ordinal)).Distinct(StringComparer.Ordinal)];
    }

    private static string Short(string name) => name.Length <= 512 ? name : name[..512];
}
