using System.Collections.Concurrent;
using ClusterManagement.Data.Secrets;

namespace ClusterManagement.Engine.Secrets;

/// <summary>The key rings in use, each opened once per process.</summary>
/// <param name="fallback">The folder for databases that name none; null for the user's.</param>
internal sealed class KeyRings(string? fallback)
{
    private readonly ConcurrentDictionary<string, SecretProtector> _protectors = new(StringComparer.Ordinal);

    /// <summary>The folder of a database's key ring.</summary>
    /// <param name="database">The database.</param>
    public string FolderOf(ClusterDatabase database) => database.KeyRing ?? fallback ?? SecretProtector.DefaultFolder;

    /// <summary>The ring in a folder.</summary>
    /// <param name="folder">The folder.</param>
    public SecretProtector In(string folder) => _protectors.GetOrAdd(folder, path => new SecretProtector(path));
}
