using System.Text;

namespace ClusterManagement.Help.Writing;

/// <summary>The files to be, compared with those that are.</summary>
internal sealed class Output
{
    private readonly SortedDictionary<string, string> _files = new(StringComparer.Ordinal);
    private readonly List<string> _pageFolders = [];

    public void Add(string path, string content) => _files[Path.GetFullPath(path)] = content;

    /// <summary>Names a folder in which generated pages that are no longer written are stale.</summary>
    public void AddPageFolder(string folder) => _pageFolders.Add(Path.GetFullPath(folder));

    /// <summary>Returns the files to write and to delete, with what to say about each.</summary>
    public IReadOnlyList<(string Path, string What)> Differences() =>
    [
        .. _files
            .Where(file => !IsCurrent(file.Key, file.Value))
            .Select(file => (file.Key, File.Exists(file.Key) ? "is out of date" : "is missing")),
        .. StalePages().Select(page => (page, "belongs to no cmdlet")),
    ];

    /// <summary>Writes what differs and returns how many files that were.</summary>
    public int Save()
    {
        var differences = Differences();
        foreach (var (path, _) in differences)
        {
            if (!_files.TryGetValue(path, out var content))
            {
                File.Delete(path);
                continue;
            }

            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, content, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        }

        return differences.Count;
    }

    private static bool IsCurrent(string path, string content) => File.Exists(path) && File.ReadAllText(path) == content;

    private IEnumerable<string> StalePages() => _pageFolders
        .Where(Directory.Exists)
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*.md"))
        .Where(page => !_files.ContainsKey(page) && File.ReadLines(page).Take(5).Contains(MarkdownPage.Marker))
        .Order(StringComparer.Ordinal);
}
