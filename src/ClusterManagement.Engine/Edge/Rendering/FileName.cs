using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ClusterManagement.Engine.Edge.Rendering;

/// <summary>The encoder for file names: one part of a path, whatever comes, and no two texts give the same.</summary>
internal static class FileName
{
    // A file system takes 255 bytes, and an ending follows.
    private const int Longest = 200;

    /// <summary>A name that is no way out of its folder.</summary>
    /// <param name="text">The text.</param>
    public static string Encode(string text)
    {
        if (text.Length <= Longest && text.Length > 0 && text[0] != '.' && text.All(IsPlain)) return text;
        var name = new StringBuilder();
        foreach (var value in Encoding.UTF8.GetBytes(text))
        {
            if (IsPlain((char)value) && (value != '.' || name.Length > 0)) name.Append((char)value);
            else name.Append(CultureInfo.InvariantCulture, $"%{value:x2}");
        }

        if (name.Length is > 0 and <= Longest) return name.ToString();
        return $"{name.ToString(0, Math.Min(name.Length, 100))}%{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";
    }

    private static bool IsPlain(char c) => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-' or '_';
}
