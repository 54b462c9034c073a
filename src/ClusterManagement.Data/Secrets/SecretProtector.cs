using System.Security.Cryptography.X509Certificates;

namespace ClusterManagement.Data.Secrets;

/// <summary>
/// Encrypts secrets on their way into the database and decrypts them where they are sent, with ASP.NET Core Data
/// Protection. The key ring is a folder; who shares it shares the secrets. Its keys are protected by a certificate when there is one,
/// else by DPAPI for the user on Windows, and by the modes of the files elsewhere.
/// </summary>
public sealed class SecretProtector
{
    private readonly Lock _reading = new();
    private readonly Func<IReadOnlyList<X509Certificate2>> _certificates;
    private volatile KeyRing? _ring;

    /// <summary>Creates a protector; the key ring is read on first use.</summary>
    /// <param name="folder">The key ring's folder.</param>
    public SecretProtector(string folder)
        : this(folder, KeyRingCertificates.FromEnvironment)
    {
    }

    /// <summary>Creates a protector.</summary>
    /// <param name="folder">The key ring's folder.</param>
    /// <param name="certificates">Loads the certificates that protect the keys.</param>
    internal SecretProtector(string folder, Func<IReadOnlyList<X509Certificate2>> certificates)
    {
        Folder = folder;
        _certificates = certificates;
    }

    /// <summary>
    /// The folder of the key ring when none is named: <c>CLUSTER_KEY_RING</c> in the environment, else <c>keys</c> in the user's data folder.
    /// </summary>
    public static string DefaultFolder => Environment.GetEnvironmentVariable("CLUSTER_KEY_RING") is { Length: > 0 } folder
        ? Path.GetFullPath(folder)
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "ClusterManagement", "keys");

    /// <summary>The key ring's folder.</summary>
    public string Folder { get; }

    /// <summary>The key a text was encrypted with; null for a text that is not an encrypted one.</summary>
    /// <param name="protectedText">The encrypted form.</param>
    public static Guid? KeyOf(string protectedText) => ProtectedText.KeyId(protectedText);

    /// <summary>Encrypts a secret with the newest key of the ring, whoever made it. A ring without a valid one gets one.</summary>
    /// <param name="secret">The secret.</param>
    /// <exception cref="ClusterException"><c>KeyRingUnusable</c>: the ring cannot be read or written, or its keys cannot be used here.</exception>
    public string Protect(SecretText secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        try
        {
            var ring = _ring;
            if (ring is not { IsCurrent: true }) ring = Read();
            if (!ring.CanProtect())
            {
                ring.AddKey();
                ring = Read();
            }

            return ring.Protect(secret.Reveal());
        }
        catch (KeyRingException exception)
        {
            throw Unusable(exception);
        }
    }

    /// <summary>Decrypts a secret. Nothing is ever written to the ring for it.</summary>
    /// <param name="protectedText">The encrypted form.</param>
    /// <param name="owner">Whose secret it is, for the message when it cannot be decrypted.</param>
    /// <exception cref="ClusterException"><c>SecretUnreadable</c>: the ring is not the one that wrote it, or cannot be used.</exception>
    public SecretText Unprotect(string protectedText, string owner)
    {
        try
        {
            var keyId = ProtectedText.KeyId(protectedText)
                ?? throw new KeyRingException("what is stored is not an encrypted secret", "Store the secret again");
            return new SecretText(Knowing(keyId).Unprotect(protectedText, keyId));
        }
        catch (KeyRingException exception)
        {
            throw new ClusterException(
                ErrorIds.SecretUnreadable, ClusterErrorKind.Permission,
                $"The secret of {owner} cannot be decrypted with the key ring in '{Folder}': {exception.Message}.",
                $"{exception.Remedy}. A ring is named by Connect-ClusterDatabase -KeyRing or CLUSTER_KEY_RING; a secret whose key is lost has to be stored again.",
                owner, exception);
        }
    }

    /// <summary>Makes a key, with which secrets are encrypted from now on.</summary>
    /// <returns>The key's id.</returns>
    /// <exception cref="ClusterException"><c>KeyRingUnusable</c>.</exception>
    public Guid AddKey()
    {
        try
        {
            var ring = Read();
            ring.CanProtect();
            return ring.AddKey();
        }
        catch (KeyRingException exception)
        {
            throw Unusable(exception);
        }
    }

    // A key that is not known may have been made by another process since the ring was read, and a file may have been put back.
    private KeyRing Knowing(Guid keyId)
    {
        var ring = _ring;
        if (ring is null) return Read();
        try
        {
            ring.RequireUsable(keyId);
            return ring;
        }
        catch (KeyRingException)
        {
            return Read();
        }
    }

    private KeyRing Read()
    {
        lock (_reading) return _ring = KeyRing.Open(Folder, _certificates());
    }

    private ClusterException Unusable(KeyRingException exception) => new(
        ErrorIds.KeyRingUnusable, ClusterErrorKind.Permission,
        $"The key ring in '{Folder}' cannot encrypt a secret: {exception.Message}.",
        $"{exception.Remedy}. A ring is named by Connect-ClusterDatabase -KeyRing or CLUSTER_KEY_RING.", Folder, exception);
}
