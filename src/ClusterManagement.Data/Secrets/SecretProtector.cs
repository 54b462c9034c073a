using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace ClusterManagement.Data.Secrets;

/// <summary>
/// Encrypts secrets on their way into the database and decrypts them where they are sent, with ASP.NET Core Data
/// Protection. The key ring is a folder. Machines that share it share the secrets; on Windows its keys are bound to the
/// user by DPAPI, and shared by that user alone.
/// </summary>
public sealed class SecretProtector
{
    private const string ApplicationName = "ClusterManagement";

    private readonly Lazy<IDataProtector> _protector;
    private readonly string _folder;

    /// <summary>Creates a protector; the key ring is opened on first use.</summary>
    /// <param name="folder">The key ring's folder.</param>
    public SecretProtector(string folder)
    {
        _folder = folder;
        _protector = new Lazy<IDataProtector>(Open);
    }

    /// <summary>
    /// The key ring's folder: <c>CLUSTER_KEY_RING</c> in the environment, else <c>keys</c> in the user's data folder.
    /// </summary>
    public static string DefaultFolder => Environment.GetEnvironmentVariable("CLUSTER_KEY_RING") is { Length: > 0 } folder
        ? Path.GetFullPath(folder)
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), ApplicationName, "keys");

    /// <summary>Encrypts a secret.</summary>
    /// <param name="secret">The secret.</param>
    public string Protect(SecretText secret) => _protector.Value.Protect(secret.Reveal());

    /// <summary>Decrypts a secret.</summary>
    /// <param name="protectedText">The encrypted form.</param>
    /// <param name="owner">Whose secret it is, for the message when it cannot be decrypted.</param>
    /// <exception cref="ClusterException"><c>SecretUnreadable</c>: the key ring is not the one that wrote it.</exception>
    public SecretText Unprotect(string protectedText, string owner)
    {
        try
        {
            return new SecretText(_protector.Value.Unprotect(protectedText));
        }
        catch (CryptographicException exception)
        {
            throw new ClusterException(
                ErrorIds.SecretUnreadable,
                ClusterErrorKind.Permission,
                $"The secret of {owner} cannot be decrypted: the key ring in '{_folder}' is not the one that encrypted it.",
                "Point CLUSTER_KEY_RING to the key ring of the machine that stored the secret, or store the secret again.",
                owner,
                exception);
        }
    }

    private IDataProtector Open()
    {
        var services = new ServiceCollection();
        var builder = services.AddDataProtection().SetApplicationName(ApplicationName).PersistKeysToFileSystem(OwnerOnly.CreateFolder(_folder));
        if (OperatingSystem.IsWindows()) builder.ProtectKeysWithDpapi();
        return services.BuildServiceProvider().GetRequiredService<IDataProtectionProvider>().CreateProtector("ClusterManagement.Secrets.v1");
    }
}
