using System.Security.Cryptography;
using System.Text;

namespace ClusterManagement.Engine.Edge.Rendering;

/// <summary>Takes the files that renderers make, and their notes on what cannot be said in a daemon's language.</summary>
internal sealed class EdgeFiles
{
    private readonly SortedDictionary<string, EdgeFile> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<EdgeDaemon, string> _marks = [];
    private readonly List<string> _notes = [];

    /// <summary>The files, by name.</summary>
    public IReadOnlyCollection<EdgeFile> All => _files.Values;

    /// <summary>What each daemon answers when it is asked which files it runs with.</summary>
    public IReadOnlyDictionary<EdgeDaemon, string> Marks => _marks;

    /// <summary>What was left out or needs a look, each a sentence.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>The version of all files: it follows from their names and contents.</summary>
    public string Version => Digest(_files.Values, default);

    /// <summary>Adds a file.</summary>
    /// <param name="name">Its path below the edge's folder, with slashes.</param>
    /// <param name="text">Its text.</param>
    /// <param name="isSecret">True for a file that only its owner may read.</param>
    public void Add(string name, ReadOnlySpan<char> text, bool isSecret = false)
    {
        var content = new byte[Encoding.UTF8.GetByteCount(text)];
        Encoding.UTF8.GetBytes(text, content);
        _files.Add(name, new EdgeFile(name, content, isSecret));
    }

    /// <summary>True when a file of that name is there already.</summary>
    /// <param name="name">The name.</param>
    public bool Has(string name) => _files.ContainsKey(name);

    /// <summary>Says what was left out, or what needs a look.</summary>
    /// <param name="sentence">The sentence.</param>
    public void Note(string sentence) => _notes.Add(sentence);

    /// <summary>The mark of a daemon's files, which it has to show: called when all others are added.</summary>
    /// <param name="daemon">The daemon.</param>
    /// <param name="folder">The folder of its files.</param>
    /// <param name="rest">The text of the file that is yet to come.</param>
    public string Mark(EdgeDaemon daemon, string folder, string rest = "") =>
        _marks[daemon] = Digest(_files.Values.Where(file => file.Name.StartsWith(folder, StringComparison.Ordinal)), Encoding.UTF8.GetBytes(rest));

    private static string Digest(IEnumerable<EdgeFile> files, ReadOnlySpan<byte> rest)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(file.Name));
            hash.AppendData([0]);
            hash.AppendData(BitConverter.GetBytes((long)file.Content.Length));
            hash.AppendData(file.Content.Span);
        }

        hash.AppendData(rest);
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 8));
    }
}
