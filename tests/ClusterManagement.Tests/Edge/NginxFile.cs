using System.Text;

namespace ClusterManagement.Tests.Edge;

/// <summary>Reads nginx's language the way nginx does: words, quotes, comments, blocks.</summary>
internal static class NginxFile
{
    /// <summary>The directives of a file, each with the blocks it stands in.</summary>
    /// <param name="text">The file.</param>
    public static List<(string Path, string[] Words)> Parse(string text)
    {
        var directives = new List<(string, string[])>();
        var (blocks, words, word) = (new Stack<string>(), new List<string>(), new StringBuilder());
        var isWord = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (!isWord && c is '"' or '\'')
            {
                for (i++; text[i] != c; i++) word.Append(text[i] == '\\' ? text[++i] : text[i]);
                words.Add(word.ToString());
                word.Clear();
            }
            else if (!isWord && c == '#')
            {
                while (i < text.Length && text[i] != '\n') i++;
            }
            else if (char.IsWhiteSpace(c) || c is ';' or '{' or '}')
            {
                if (isWord) words.Add(word.ToString());
                isWord = false;
                word.Clear();
                if (c is ';' or '{') directives.Add((string.Join('/', blocks.Reverse()), [.. words]));
                if (c == '{') blocks.Push(words[0]);
                if (c == '}') blocks.Pop();
                if (c is ';' or '{') words.Clear();
            }
            else
            {
                word.Append(c);
                isWord = true;
            }
        }

        if (blocks.Count + words.Count > 0) throw new FormatException("The file ends within a block or directive.");
        return directives;
    }
}
