using System.Xml;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace ClusterManagement.Data.Secrets;

/// <summary>
/// The files of a key ring, as they were when they were read. A new one is written for its owner alone, whole or not at all, and is on
/// the disk before anything is encrypted with it.
/// </summary>
internal sealed class KeyFolder : IXmlRepository
{
    private const string Pattern = "*.xml";
    private readonly List<XElement> _elements = [];
    private readonly Dictionary<string, string> _refused = new(StringComparer.OrdinalIgnoreCase);

    private KeyFolder(string path) => Path = path;

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>When a file last came or went, in UTC; a time long past for a folder that is not there.</summary>
    public DateTime ChangedAt { get; private init; }

    /// <summary>False when there is no such folder.</summary>
    public bool Exists { get; private init; }

    /// <summary>Reads a folder. A file that cannot be used takes the others no less usable.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be read by this user.</exception>
    public static KeyFolder Read(string path)
    {
        // The time comes first: a file that arrives while the others are read shows as a change.
        var folder = new KeyFolder(path) { Exists = Directory.Exists(path), ChangedAt = LastChange(path) };
        if (!folder.Exists) return folder;
        foreach (var file in Directory.EnumerateFiles(path, Pattern).Order(StringComparer.Ordinal)) folder.ReadFile(file);
        return folder;
    }

    /// <summary>When a file of a folder last came or went, in UTC.</summary>
    /// <param name="path">The folder.</param>
    public static DateTime LastChange(string path) => Directory.GetLastWriteTimeUtc(path);

    /// <summary>Why the file of a key could not be used; null when there was none, or nothing wrong with it.</summary>
    /// <param name="keyId">The key.</param>
    public string? Refusal(Guid keyId) => _refused.GetValueOrDefault(KeyName(keyId));

    /// <summary>The element of a key; null when the folder has none.</summary>
    /// <param name="keyId">The key.</param>
    public XElement? Find(Guid keyId) => _elements.Find(element => Guid.TryParse((string?)element.Attribute("id"), out var id) && id == keyId);

    /// <inheritdoc/>
    public IReadOnlyCollection<XElement> GetAllElements() => _elements;

    /// <inheritdoc/>
    public void StoreElement(XElement element, string friendlyName)
    {
        OwnerOnly.CreateFolder(Path);
        var draft = System.IO.Path.Combine(Path, $"{friendlyName}.{Guid.NewGuid():N}.new");
        try
        {
            using (var stream = OwnerOnly.CreateFile(draft, followsFolder: true))
            {
                element.Save(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(draft, System.IO.Path.Combine(Path, friendlyName + ".xml"), overwrite: false);
        }
        finally
        {
            File.Delete(draft);
        }
    }

    private static string KeyName(Guid keyId) => $"key-{keyId:D}";

    private void ReadFile(string file)
    {
        var name = System.IO.Path.GetFileNameWithoutExtension(file);
        try
        {
            using var stream = File.OpenRead(file);
            var element = XElement.Load(stream);

            // Two files with one key are a copy that somebody made.
            var id = (string?)element.Attribute("id");
            if (id is null || !_elements.Exists(known => (string?)known.Attribute("id") == id)) _elements.Add(element);
        }
        catch (XmlException)
        {
            _refused[name] = $"its file {System.IO.Path.GetFileName(file)} is damaged";
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException and not FileNotFoundException)
        {
            _refused[name] = $"this user cannot read its file {System.IO.Path.GetFileName(file)}";
        }
    }
}
