using System.Xml.Linq;
using ClusterManagement.Data.Secrets;
using Xunit;

namespace ClusterManagement.Tests.Secrets;

/// <summary>A secret that cannot be read says whose it is, which ring was asked, and what is wrong there; nothing is written for it.</summary>
public sealed class KeyRingRefusalTests : IDisposable
{
    private readonly KeyRingLab _lab = new();
    private readonly string _encrypted;

    public KeyRingRefusalTests() => _encrypted = _lab.Open().Protect(KeyRingLab.Text);

    private string KeyFile => _lab.KeyFile(_encrypted);

    private string KeyId => SecretProtector.KeyOf(_encrypted)!.Value.ToString();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void A_folder_that_is_not_there_is_named_and_not_made()
    {
        Directory.Delete(_lab.Ring, recursive: true);

        Assert.Contains("no such folder", _lab.Refusal(_encrypted).Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_lab.Ring));
    }

    [Fact]
    public void A_ring_that_lacks_the_key_gets_none()
    {
        File.Delete(KeyFile);

        Assert.Contains($"lacks the key {KeyId}", _lab.Refusal(_encrypted).Message, StringComparison.Ordinal);
        Assert.Empty(_lab.Files);
    }

    [Fact]
    public void Another_ring_is_not_the_one()
    {
        var other = new SecretProtector(_lab.File("other"), () => []);
        var own = other.Protect(KeyRingLab.Text);

        var error = Assert.Throws<ClusterException>(() => other.Unprotect(_encrypted, "node pve1"));

        Assert.Contains(KeyId, error.Message, StringComparison.Ordinal);
        Assert.Contains(_lab.File("other"), error.Message, StringComparison.Ordinal);
        Assert.Equal(KeyRingLab.Secret, other.Unprotect(own, "a").Reveal());
    }

    [Fact]
    public void A_file_that_is_not_XML_is_named_and_the_others_work()
    {
        var one = _lab.Open();
        one.AddKey();
        var other = one.Protect(KeyRingLab.Text);
        File.WriteAllText(KeyFile, "<key id=");

        Assert.Contains($"{Path.GetFileName(KeyFile)} is damaged", _lab.Refusal(_encrypted).Message, StringComparison.Ordinal);
        Assert.Equal(KeyRingLab.Secret, _lab.Open().Unprotect(other, "a").Reveal());
    }

    [Theory]
    [InlineData("masterKey", "AAAA", "does not open it, so what is stored or the file of the key is damaged")]
    [InlineData("masterKey", "not base64", "is damaged")]
    [InlineData("expirationDate", "", "is damaged")]
    [InlineData("activationDate", "yesterday", "is damaged")]
    public void A_file_with_a_damaged_part_is_damaged(string part, string value, string words)
    {
        KeyRingLab.Edit(KeyFile, key => key.DescendantsAndSelf().Single(element => element.Name.LocalName == part).Value = value);

        var message = _lab.Refusal(_encrypted).Message;
        Assert.Contains(words, message, StringComparison.Ordinal);
        Assert.Contains(KeyId, message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_named()
    {
        File.Delete(KeyFile);
        File.CreateSymbolicLink(KeyFile, KeyFile);

        Assert.Contains($"cannot read its file {Path.GetFileName(KeyFile)}", _lab.Refusal(_encrypted).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_put_back_works_at_once()
    {
        var protector = _lab.Open();
        File.Move(KeyFile, _lab.File("away"));
        _lab.Refusal(_encrypted, protector);

        File.Move(_lab.File("away"), KeyFile);

        Assert.Equal(KeyRingLab.Secret, protector.Unprotect(_encrypted, "a").Reveal());
    }

    [Fact]
    public void A_copy_of_a_file_does_no_harm()
    {
        File.Copy(KeyFile, Path.Combine(_lab.Ring, "copy.xml"));

        Assert.Equal(KeyRingLab.Secret, _lab.Open().Unprotect(_encrypted, "a").Reveal());
    }

    [Fact]
    public void A_revoked_key_decrypts_nothing_and_encrypts_nothing()
    {
        var revocation = new XElement(
            "revocation", new XAttribute("version", 1), new XElement("revocationDate", DateTimeOffset.UtcNow), new XElement("key", new XAttribute("id", KeyId)));
        revocation.Save(Path.Combine(_lab.Ring, $"revocation-{KeyId}.xml"));

        Assert.Contains("revoked", _lab.Refusal(_encrypted).Message, StringComparison.Ordinal);
        Assert.NotEqual(KeyId, SecretProtector.KeyOf(_lab.Open().Protect(KeyRingLab.Text))?.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("a token in the clear")]
    [InlineData("CfDJ8A")]
    public void What_is_not_encrypted_is_not_taken_for_it(string stored) =>
        Assert.Contains("not an encrypted secret", _lab.Refusal(stored).Message, StringComparison.Ordinal);

    [Fact]
    public void A_damaged_text_is_told_from_a_missing_key()
    {
        var message = _lab.Refusal(_encrypted[..^4] + "AAAA").Message;

        Assert.Contains($"the key {KeyId} does not open it", message, StringComparison.Ordinal);
        Assert.DoesNotContain("lacks", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_takes_no_key()
    {
        File.WriteAllText(_lab.File("file"), string.Empty);
        var protector = new SecretProtector(Path.Combine(_lab.File("file"), "keys"), () => []);

        var error = Assert.Throws<ClusterException>(() => protector.Protect(KeyRingLab.Text));

        Assert.Equal(ErrorIds.KeyRingUnusable, error.ErrorId);
        Assert.Contains(_lab.File("file"), error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(KeyRingLab.Secret, error.ToString(), StringComparison.Ordinal);
    }
}
