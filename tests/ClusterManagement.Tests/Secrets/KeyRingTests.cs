using System.Xml.Linq;
using ClusterManagement.Data.Secrets;
using Xunit;

namespace ClusterManagement.Tests.Secrets;

/// <summary>A key ring is a folder that several processes may share, and that is read anew when a key is not known.</summary>
public sealed class KeyRingTests : IDisposable
{
    private readonly KeyRingLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("with 'quotes' and ünïcode 中文 and\nlines")]
    public void What_is_encrypted_comes_back(string secret)
    {
        var encrypted = _lab.Open().Protect(new SecretText(secret));

        Assert.DoesNotContain(secret.Length == 0 ? "\0" : secret, encrypted, StringComparison.Ordinal);
        Assert.Equal(secret, _lab.Open().Unprotect(encrypted, "node pve1").Reveal());
    }

    [Fact]
    public void What_one_process_encrypts_the_others_decrypt_also_with_keys_made_since()
    {
        var (one, other) = (_lab.Open(), _lab.Open());
        var first = one.Protect(KeyRingLab.Text);
        Assert.Equal(KeyRingLab.Secret, other.Unprotect(first, "a").Reveal());

        var key = one.AddKey();
        var second = one.Protect(KeyRingLab.Text);

        Assert.Equal(key, SecretProtector.KeyOf(second));
        Assert.Equal(KeyRingLab.Secret, other.Unprotect(second, "a").Reveal());
        Assert.Equal(KeyRingLab.Secret, other.Unprotect(first, "a").Reveal());
        Assert.Equal(2, _lab.Files.Length);
    }

    [Fact]
    public void Everybody_encrypts_with_the_newest_key_whoever_made_it()
    {
        var (one, other) = (_lab.Open(), _lab.Open());
        one.Protect(KeyRingLab.Text);
        var before = other.Protect(KeyRingLab.Text);

        var key = one.AddKey();

        Assert.NotEqual(key, SecretProtector.KeyOf(before));
        Assert.Equal(key, SecretProtector.KeyOf(other.Protect(KeyRingLab.Text)));
    }

    [Fact]
    public void A_key_is_used_for_90_days_and_then_replaced_and_still_decrypts()
    {
        var old = _lab.Open().Protect(KeyRingLab.Text);
        var element = XElement.Load(_lab.KeyFile(old));
        var lifetime = (DateTimeOffset)element.Element("expirationDate")! - (DateTimeOffset)element.Element("activationDate")!;
        Assert.Equal(TimeSpan.FromDays(90), lifetime);
        KeyRingLab.Edit(_lab.KeyFile(old), key =>
        {
            key.SetElementValue("activationDate", DateTimeOffset.UtcNow.AddDays(-91));
            key.SetElementValue("expirationDate", DateTimeOffset.UtcNow.AddDays(-1));
        });

        var protector = _lab.Open();
        Assert.Equal(KeyRingLab.Secret, protector.Unprotect(old, "a").Reveal());
        Assert.Single(_lab.Files);
        var young = protector.Protect(KeyRingLab.Text);

        Assert.NotEqual(SecretProtector.KeyOf(old), SecretProtector.KeyOf(young));
        Assert.Equal(2, _lab.Files.Length);
        Assert.Equal(KeyRingLab.Secret, _lab.Open().Unprotect(old, "a").Reveal());
        Assert.Equal(KeyRingLab.Secret, _lab.Open().Unprotect(young, "a").Reveal());
    }

    [Fact]
    public async Task Many_that_encrypt_at_once_read_each_other()
    {
        var encrypted = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => _lab.Open().Protect(KeyRingLab.Text))));

        var reader = _lab.Open();
        Assert.All(encrypted, text => Assert.Equal(KeyRingLab.Secret, reader.Unprotect(text, "a").Reveal()));
        Assert.All(_lab.Files, file => Assert.EndsWith(".xml", file, StringComparison.Ordinal));
    }
}
