using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;

namespace ClusterManagement.Data.Secrets;

/// <summary>
/// The certificates that protect a key ring: the first one encrypts new keys, all of them decrypt. They are what
/// <c>CLUSTER_KEY_RING_CERTIFICATE</c> names: files (PFX, or PEM with certificate and private key), or thumbprints of certificates in the
/// user's or the machine's store; several, such as the new one and the one it replaces, are separated as the entries of <c>PATH</c> are.
/// </summary>
internal static partial class KeyRingCertificates
{
    /// <summary>The environment variable that names the certificates.</summary>
    public const string Variable = "CLUSTER_KEY_RING_CERTIFICATE";

    /// <summary>The environment variable that has the password of the files.</summary>
    public const string PasswordVariable = "CLUSTER_KEY_RING_CERTIFICATE_PASSWORD";

    /// <summary>Loads the certificates; none when the variable is not set.</summary>
    /// <exception cref="KeyRingException">One of them is missing, or of no use.</exception>
    public static IReadOnlyList<X509Certificate2> Load()
    {
        var names = Environment.GetEnvironmentVariable(Variable) ?? string.Empty;
        var password = Environment.GetEnvironmentVariable(PasswordVariable);
        return [.. names.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(name => Load(name, password))];
    }

    private static X509Certificate2 Load(string name, string? password)
    {
        X509Certificate2 certificate;
        try
        {
            certificate = Thumbprint().IsMatch(name) && !File.Exists(name) ? FromStore(name) : FromFile(Path.GetFullPath(name), password);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw Refused(name, exception is FileNotFoundException or DirectoryNotFoundException ? "there is no such file" : exception.Message, exception);
        }

        if (!certificate.HasPrivateKey) throw Refused(name, "it has no private key");
        if (certificate.GetRSAPrivateKey() is null) throw Refused(name, "its key is not an RSA key");
        return certificate;
    }

    private static X509Certificate2 FromFile(string path, string? password)
    {
        if (X509Certificate2.GetCertContentType(path) == X509ContentType.Pfx)
        {
            // A key that needs no file of its own leaves none behind; macOS cannot do without.
            var keys = OperatingSystem.IsMacOS() ? X509KeyStorageFlags.DefaultKeySet : X509KeyStorageFlags.EphemeralKeySet;
            return X509CertificateLoader.LoadPkcs12FromFile(path, password, keys);
        }

        return File.ReadAllText(path).Contains("BEGIN ENCRYPTED PRIVATE KEY", StringComparison.Ordinal)
            ? X509Certificate2.CreateFromEncryptedPemFile(path, password)
            : X509Certificate2.CreateFromPemFile(path);
    }

    private static X509Certificate2 FromStore(string thumbprint)
    {
        foreach (var location in new[] { StoreLocation.CurrentUser, StoreLocation.LocalMachine })
        {
            using var store = new X509Store(StoreName.My, location);
            store.Open(OpenFlags.ReadOnly);
            if (store.Certificates.Find(X509FindType.FindByThumbprint, thumbprint, validOnly: false) is [var found, ..]) return found;
        }

        throw new CryptographicException("neither the user's nor the machine's store has it");
    }

    private static KeyRingException Refused(string name, string why, Exception? cause = null) =>
        new($"the certificate '{name}', which {Variable} names, cannot be used: {why.TrimEnd('.')}", $"Correct {Variable} and {PasswordVariable}", cause);

    [GeneratedRegex("^[0-9A-Fa-f]{40}$")]
    private static partial Regex Thumbprint();
}
