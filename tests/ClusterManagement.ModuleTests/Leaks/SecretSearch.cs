using System.Text;

namespace ClusterManagement.ModuleTests.Leaks;

/// <summary>Searches bytes for secrets, as they are and in the forms that files, logs and messages may give them.</summary>
/// <param name="secrets">The secrets by name. What is searched for is their core: a run of letters and digits that no quoting or escaping changes.</param>
internal sealed class SecretSearch(IReadOnlyDictionary<string, string> secrets)
{
    private const int CoreLength = 24;

    private readonly IReadOnlyList<(string Name, byte[] Bytes)> _needles = [.. secrets.SelectMany(secret => Forms(secret.Key, Core(secret.Value)))];

    /// <summary>A random core of a secret.</summary>
    public static string NewCore() => System.Security.Cryptography.RandomNumberGenerator.GetHexString(CoreLength, lowercase: true);

    /// <summary>The secrets that are somewhere in a text.</summary>
    /// <param name="place">Where the text is from.</param>
    /// <param name="text">The text.</param>
    public IEnumerable<string> Find(string place, string text) => Find(place, Encoding.UTF8.GetBytes(text));

    /// <summary>The secrets that are somewhere in some bytes.</summary>
    /// <param name="place">Where the bytes are from.</param>
    /// <param name="bytes">The bytes.</param>
    public IEnumerable<string> Find(string place, byte[] bytes)
    {
        var found = new List<string>();
        foreach (var (name, needle) in _needles)
        {
            if (bytes.AsSpan().IndexOf(needle) is var at and >= 0) found.Add($"{name} in {place}, at byte {at}");
        }

        return found;
    }

    /// <summary>The secrets that are somewhere in a folder's files, or their names.</summary>
    /// <param name="folder">The folder.</param>
    public IEnumerable<string> FindInFolder(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).SelectMany(file => Find($"the name {file}", file).Concat(Find(file, ReadShared(file))))
        : [];

    private static string Core(string secret)
    {
        var core = secret.Split([.. secret.Where(c => !char.IsAsciiLetterOrDigit(c))]).MaxBy(run => run.Length)!;
        Assert.True(core.Length >= CoreLength, "A secret is too short to be told from other text.");
        return core;
    }

    private static IEnumerable<(string Name, byte[] Bytes)> Forms(string name, string core)
    {
        yield return ($"{name} as text", Encoding.UTF8.GetBytes(core));
        yield return ($"{name} in capitals", Encoding.UTF8.GetBytes(core.ToUpperInvariant()));
        yield return ($"{name} in UTF-16, little end first", Encoding.Unicode.GetBytes(core));
        yield return ($"{name} in UTF-16, big end first", Encoding.BigEndianUnicode.GetBytes(core));
        foreach (var encoding in new[] { Encoding.UTF8, Encoding.Unicode })
        {
            yield return ($"{name} as hexadecimal {encoding.WebName}", Encoding.ASCII.GetBytes(Convert.ToHexString(encoding.GetBytes(core))));
            yield return ($"{name} as hexadecimal {encoding.WebName}", Encoding.ASCII.GetBytes(Convert.ToHexStringLower(encoding.GetBytes(core))));

            // What stands before it moves it within the groups of three bytes; the first and last groups mix with their neighbours.
            for (var shift = 0; shift < 3; shift++)
            {
                var encoded = Convert.ToBase64String([.. new byte[shift], .. encoding.GetBytes(core)]).TrimEnd('=');
                var inner = encoded[(shift == 0 ? 0 : 4)..^4];
                yield return ($"{name} as base64 {encoding.WebName}", Encoding.ASCII.GetBytes(inner));
                yield return ($"{name} as base64url {encoding.WebName}", Encoding.ASCII.GetBytes(inner.Replace('+', '-').Replace('/', '_')));
            }
        }
    }

    private static byte[] ReadShared(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
