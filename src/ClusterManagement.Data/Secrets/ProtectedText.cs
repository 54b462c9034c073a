using System.Buffers.Text;

namespace ClusterManagement.Data.Secrets;

/// <summary>The form of an encrypted text, as Data Protection documents it: a mark, the key's id, and what only the key opens.</summary>
internal static class ProtectedText
{
    private const int MarkLength = 4;
    private const int IdLength = 16;

    private static ReadOnlySpan<byte> Mark => [0x09, 0xF0, 0xC9, 0xF0];

    /// <summary>The key a text was encrypted with; null for a text that is not an encrypted one.</summary>
    /// <param name="text">The text.</param>
    public static Guid? KeyId(string text)
    {
        if (!Base64Url.IsValid(text)) return null;
        var bytes = Base64Url.DecodeFromChars(text);
        return bytes.Length > MarkLength + IdLength && bytes.AsSpan().StartsWith(Mark) ? new Guid(bytes.AsSpan(MarkLength, IdLength)) : null;
    }
}
