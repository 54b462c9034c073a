using System.Text;

namespace ClusterManagement.ModuleTests.Leaks;

/// <summary>The search finds what it is there to find.</summary>
public sealed class SecretSearchTests
{
    private static readonly string Secret = $"s-{SecretSearch.NewCore()}+/%'ü";
    private static readonly SecretSearch Search = new(new Dictionary<string, string> { ["planted"] = Secret });

    public static TheoryData<string, Func<string, byte[]>> Forms => new()
    {
        { "text", text => Encoding.UTF8.GetBytes($"password={text};") },
        { "capitals", text => Encoding.UTF8.GetBytes(text.ToUpperInvariant()) },
        { "UTF-16", Encoding.Unicode.GetBytes },
        { "UTF-16 of the other kind", Encoding.BigEndianUnicode.GetBytes },
        { "UTF-16 at an odd place", text => [1, .. Encoding.Unicode.GetBytes(text)] },
        { "URL", text => Encoding.ASCII.GetBytes($"https://u:{Uri.EscapeDataString(text)}@host/") },
        { "JSON", text => System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(new { text }) },
        { "XML", text => Encoding.UTF8.GetBytes(System.Security.SecurityElement.Escape(text)) },
        { "base64", text => Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes(text))) },
        { "base64 after one", text => Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes("x" + text + "yz"))) },
        { "base64 after two", text => Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes("xy" + text + "z"))) },
        { "base64 of UTF-16", text => Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.Unicode.GetBytes("x" + text))) },
        { "base64url", text => Encoding.ASCII.GetBytes(System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes("user:" + text))) },
        { "hexadecimal", text => Encoding.ASCII.GetBytes(Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text))) },
    };

    [Theory]
    [MemberData(nameof(Forms), DisableDiscoveryEnumeration = true)]
    public void A_secret_is_found_in_every_form(string form, Func<string, byte[]> write) =>
        Assert.True(Search.Find("here", write(Secret)).Any(), $"A secret as {form} is not found.");

    [Fact]
    public void It_is_found_in_files_and_in_their_names_and_nowhere_else()
    {
        using var folder = new TemporaryFolder();
        folder.Write("harmless.txt", "s-" + SecretSearch.NewCore());
        Assert.Empty(Search.FindInFolder(folder.Path));

        folder.Write("harmful.txt", $"before {Secret} after");
        folder.Write($"{Secret.Split('+')[0]}.txt", string.Empty);

        Assert.Equal(2, Search.FindInFolder(folder.Path).Count());
    }
}
