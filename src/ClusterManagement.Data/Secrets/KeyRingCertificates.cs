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

    /// <summary>Loads the certificates that the environment names; none when it names none.</summary>
    /// <exception cref="KeyRingException">One of them is missing, or of no use.</exception>
    public static IReadOnlyList<X509Certificate2> FromEnvironment() =>
        Load(Environment.GetEnvironmentVariable(Variable), Environment.GetEnvironmentVariable(PasswordVariable));

    /// <summary>Loads certificates.</summary>
    /// <param name="names">Their files or thumbprints, separated as the entries of <c>PATH</c> are; null for none.</param>
    /// <param name="password">The password of the files; null when they have none.</param>
    /// <exception cref="KeyRingException">One of them is missing, or of no use.</exception>
    public static IReadOnlyList<X509Certificate2> Load(string? names, string? password) =>
        [.. (names ?? string.Empty).Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(name => LoadOne(name, password))];

    private static X509Certificate2 LoadOne(string name, string? password)
    {
        X509Certificate2 certificate;
        try
        {
            certificate = Thumbprint().IsMatch(name) && !File.Exists(name) ? FromStore(name) : FromFile(Path.GetFullPath(name), password);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw Refused(name, exception.Message, exception);
        }

        if (!certificate.HasPrivateKey) throw Refused(name, "it has no private key");
        if (certificate.GetRSAPrivateKey() is null) throw Refused(name, "its key is not an RSA key");
        return certificate;
    }

    private static X509Certificate2 FromFile(string path, string? password)
    {
        if (!File.Exists(path)) throw new FileNotFoundException("there is no such file");
        if (X509Certificate2.GetCertContentType(path) == X509ContentType.Pfx)
        {
            // A key that needs no file of its own leaves none behind; macOS cannot do without.
            var keys = OperatingSystem.IsMacOS() ? X509KeyStorageFlags.DefaultKeySet : X509KeyStorageFlags.EphemeralKeySet;
            return X509CertificateLoader.LoadPkcs12FromFile(path, password, keys);
        }

        var text = File.ReadAllText(path);
        if (text.Contains("BEGIN CERTIFICATE", StringComparison.Ordinal) && !text.Contains("PRIVATE KEY-----", StringComparison.Ordinal))
        {
            throw new CryptographicException("it has no private key");
        }

        return text.Contains("BEGIN ENCRYPTED PRIVATE KEY", StringComparison.Ordinal)
            ? X509Certificate2.CreateFromEncryptedPemFile(path, password)
            : X509Certificate2.CreateFromPemFile(path);
    }

    private static X509Certificate2 FromStore(string thumbprint)
    {
        StoreLocation[] locations = OperatingSystem.IsWindows() ? [StoreLocation.CurrentUser, StoreLocation.LocalMachine] : [StoreLocation.CurrentUser];
        foreach (var location in locations)
        {
            using var store = new X509Store(StoreName.My, location);
            store.Open(OpenFlags.ReadOnly);
            if (store.Certificates.Find(X509FindType.FindByThumbprint, thumbprint, validOnly: false) is [var found, ..]) return found;
        }

        throw new CryptographicException("no store of this user has it");
    }

    private static KeyRingException Refused(string name, string why, Exception? cause = null) =>
        new($"the certificate '{name}', which {Variable} names, cannot be used: {why.TrimEnd('.')}", $"Correct {Variable} and {PasswordVariable}", cause);

    [GeneratedRegex("^[0-9A-Fa-f]{40}$")]
    private static partial Regex Thumbprint();
}
