using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;

namespace ClusterManagement.Data.Secrets;

/// <summary>
/// One reading of a key ring. Data Protection's own one is renewed once a day at most, too seldom for a ring that several
/// processes and machines write to; whoever finds that this one lacks a key reads the folder again.
/// </summary>
internal sealed class KeyRing
{
    private const string ApplicationName = "ClusterManagement";
    private const string Purpose = "ClusterManagement.Secrets.v1";

    // What Data Protection allows for clocks that differ, and how long it uses a key for.
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan KeyLifetime = TimeSpan.FromDays(90);

    private readonly KeyFolder _folder;
    private readonly IKeyManager _manager;
    private readonly IDataProtector _protector;
    private readonly Dictionary<Guid, IKey> _keys;

    private KeyRing(KeyFolder folder, IServiceProvider services)
    {
        _folder = folder;
        _manager = services.GetRequiredService<IKeyManager>();
        _protector = services.GetRequiredService<IDataProtectionProvider>().CreateProtector(Purpose);
        _keys = _manager.GetAllKeys().ToDictionary(key => key.KeyId);
    }

    /// <summary>False once a file of the folder has come or gone.</summary>
    public bool IsCurrent => KeyFolder.LastChange(_folder.Path) == _folder.ChangedAt;

    // The key new texts are encrypted with, by Data Protection's own rule: the one that was activated last.
    private IKey? Newest => _keys.Values.Where(key => key.ActivationDate <= DateTimeOffset.UtcNow + ClockSkew)
        .OrderByDescending(key => key.ActivationDate).ThenBy(key => key.KeyId).FirstOrDefault();

    /// <summary>Reads the ring in a folder. Nothing is written, and a folder that is not there is an empty ring.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="certificates">The certificates that protect the keys: the first one encrypts, all decrypt.</param>
    /// <exception cref="KeyRingException">The folder cannot be read.</exception>
    public static KeyRing Open(string path, IReadOnlyList<X509Certificate2> certificates)
    {
        try
        {
            var folder = KeyFolder.Read(path);
            return new KeyRing(folder, Services(folder, certificates));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(exception);
        }
        catch (Exception exception) when (exception is InvalidOperationException or FormatException or CryptographicException)
        {
            throw new KeyRingException($"its files are damaged ({exception.Message.TrimEnd('.')})", "Restore them from a backup", exception);
        }
    }

    /// <summary>True when the ring has a key to encrypt with; when not, one has to be added first.</summary>
    /// <exception cref="KeyRingException">It has one that cannot be used here, and adding another would hide that.</exception>
    public bool CanProtect()
    {
        if (Newest is not { IsRevoked: false } key || key.ExpirationDate <= DateTimeOffset.UtcNow) return false;
        RequireUsable(key.KeyId);
        return true;
    }

    /// <summary>Makes a key, which is the newest from now on. This reading of the ring does not know it.</summary>
    /// <returns>The key's id.</returns>
    /// <exception cref="KeyRingException">The folder cannot be written.</exception>
    public Guid AddKey()
    {
        try
        {
            var now = DateTimeOffset.UtcNow;
            return _manager.CreateNewKey(now, now + KeyLifetime).KeyId;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new KeyRingException(
                $"a key cannot be written to it ({exception.Message.TrimEnd('.')})", "Let this user write to the folder, or name another one", exception);
        }
    }

    /// <summary>Encrypts a text with the newest key.</summary>
    /// <param name="text">The text.</param>
    public string Protect(string text) => _protector.Protect(text);

    /// <summary>Decrypts a text.</summary>
    /// <param name="text">The encrypted text.</param>
    /// <param name="keyId">The key it names.</param>
    /// <exception cref="KeyRingException">The ring lacks the key, or the key cannot be used here, or the text is damaged.</exception>
    public string Unprotect(string text, Guid keyId)
    {
        RequireUsable(keyId);
        try
        {
            return _protector.Unprotect(text);
        }
        catch (CryptographicException exception)
        {
            throw new KeyRingException(
                $"the key {keyId} does not open it, so what is stored or the file of the key is damaged", "Restore the file of the key, or store the secret again", exception);
        }
    }

    /// <summary>Checks that the ring has a key and that it can be used here.</summary>
    /// <param name="keyId">The key.</param>
    /// <exception cref="KeyRingException">It has not, or it cannot.</exception>
    public void RequireUsable(Guid keyId)
    {
        if (!_folder.Exists) throw new KeyRingException("there is no such folder", "Name the folder of the ring");
        if (!_keys.TryGetValue(keyId, out var key))
        {
            throw _folder.Refusal(keyId) is { } refusal
                ? new KeyRingException($"it cannot use the key {keyId}, since {refusal}", "Restore the file, or give this user the right to read it")
                : _folder.Find(keyId) is null
                    ? new KeyRingException($"it lacks the key {keyId}", "Name the ring that has it")
                    : Damaged(keyId, null);
        }

        if (key.IsRevoked) throw new KeyRingException($"its key {keyId} has been revoked", "Store the secret again");
        try
        {
            if (key.CreateEncryptor() is null) throw Damaged(keyId, null);
        }
        catch (Exception exception) when (exception is not (KeyRingException or OutOfMemoryException))
        {
            throw Locked(keyId, exception);
        }
    }

    private static ServiceProvider Services(KeyFolder folder, IReadOnlyList<X509Certificate2> certificates)
    {
        var services = new ServiceCollection();
        var builder = services.AddDataProtection().SetApplicationName(ApplicationName);
        services.Configure<KeyManagementOptions>(options => (options.XmlRepository, options.AutoGenerateKeys) = (folder, false));
        if (certificates.Count > 0) builder.ProtectKeysWithCertificate(certificates[0]).UnprotectKeysWithAnyCertificate([.. certificates]);
        else if (OperatingSystem.IsWindows()) builder.ProtectKeysWithDpapi();
        return services.BuildServiceProvider();
    }

    private static KeyRingException Unreadable(Exception exception) =>
        new($"it cannot be read ({exception.Message.TrimEnd('.')})", "Let this user read the folder, or name another one", exception);

    private static KeyRingException Damaged(Guid keyId, Exception? cause) =>
        new($"the file of its key {keyId} is damaged", "Restore the file from a backup", cause);

    // Why a key that is there does not open: it is encrypted itself, for a certificate or a Windows user.
    private KeyRingException Locked(Guid keyId, Exception cause)
    {
        var element = _folder.Find(keyId);
        var decryptor = element?.Descendants().Attributes("decryptorType").FirstOrDefault()?.Value ?? string.Empty;
        if (decryptor.Contains("EncryptedXmlDecryptor", StringComparison.Ordinal))
        {
            return new KeyRingException(
                $"its key {keyId} is encrypted for the certificate {Certificate(element!)}, which is not at hand",
                $"Name that certificate, with its private key, in {KeyRingCertificates.Variable}", cause);
        }

        return decryptor.Contains("Dpapi", StringComparison.Ordinal)
            ? new KeyRingException($"its key {keyId} is encrypted for another Windows user or machine", "Run the command as that user, or share a ring that a certificate protects", cause)
            : Damaged(keyId, cause);
    }

    private static string Certificate(XElement key)
    {
        var encoded = key.Descendants().FirstOrDefault(element => element.Name.LocalName == "X509Certificate")?.Value ?? string.Empty;
        var bytes = new byte[encoded.Length];
        if (!Convert.TryFromBase64String(encoded, bytes, out var length) || length == 0) return "(unknown)";
        using var certificate = X509CertificateLoader.LoadCertificate(bytes.AsSpan(0, length));
        return $"{certificate.Thumbprint} ({certificate.Subject})";
    }
}
