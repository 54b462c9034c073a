using System.Xml.Linq;
using ClusterManagement.Data.Secrets;
using ClusterManagement.Tests.Support;
using Xunit;

namespace ClusterManagement.Tests.Secrets;

/// <summary>A key ring in a folder of its own.</summary>
internal sealed class KeyRingLab : IDisposable
{
    public const string Secret = "00000000-secret-of-the-lab";

    private readonly TemporaryFolder _folder = new();

    public string Ring => _folder.File("keys");

    public string[] Files => Directory.Exists(Ring) ? Directory.GetFiles(Ring) : [];

    public static SecretText Text => new(Secret);

    /// <summary>A protector as another process has it: with a reading of the ring of its own.</summary>
    public SecretProtector Open() => new(Ring, () => []);

    public string File(string name) => _folder.File(name);

    public string KeyFile(string encrypted) => Path.Combine(Ring, $"key-{SecretProtector.KeyOf(encrypted):D}.xml");

    /// <summary>Changes the file of a key.</summary>
    public static void Edit(string keyFile, Action<XElement> change)
    {
        var element = XElement.Load(keyFile);
        change(element);
        element.Save(keyFile);
    }

    /// <summary>Checks that a secret cannot be read, and says why.</summary>
    public ClusterException Refusal(string encrypted, SecretProtector? protector = null)
    {
        var error = Assert.Throws<ClusterException>(() => (protector ?? Open()).Unprotect(encrypted, "node pve1"));
        Assert.Equal((ErrorIds.SecretUnreadable, ClusterErrorKind.Permission), (error.ErrorId, error.Kind));
        Assert.StartsWith($"The secret of node pve1 cannot be decrypted with the key ring in '{Ring}': ", error.Message, StringComparison.Ordinal);
        Assert.Contains("-KeyRing", error.RecommendedAction, StringComparison.Ordinal);
        return error;
    }

    public void Dispose() => _folder.Dispose();
}
