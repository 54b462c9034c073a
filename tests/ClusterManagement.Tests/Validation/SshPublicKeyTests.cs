using System.Buffers.Binary;
using System.Text;
using ClusterManagement.Validation;
using Xunit;

namespace ClusterManagement.Tests.Validation;

/// <summary>SSH public keys: those that ssh-keygen makes are taken, what is damaged or mislabelled is not.</summary>
public sealed class SshPublicKeyTests
{
    private const string Ed25519 = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOIx90VJJO25+fZI33P4wwKRYc8SuodkrUm8oLs9/OQ5 me@host";
    private const string Rsa = "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQDLIQCoNtB21kLlyElDk4n2B133AtbzFZjGLdXtC1ojEVioovc4c1YIOrnUsuowJYL047JikPwLAN6WBJ+FDsLlNHA3+WrcuvBlpT653Glv6JTWzo/6T2wfpQ5sX0Ap+oizCb1qWEDN3ivu+oilf9dEe477VI5g80RSdyRSRVwa93NASPoZZKlps52Fjfng26xtXlTQWknrDU1VSiro/MBvpuwyqw/OyrJtwxcvwVXiHZTlaRYXZM32TNJ9aLpjjBtJctiGin4vtJAgy43QguxZkM81DbPcR9dxRKZi0qlDNwZ5pQLg12fpn86iyCp4oxKwWaPFijM0N6eQARGly90P me@host";

    [Theory]
    [InlineData(Ed25519)]
    [InlineData(Rsa)]
    [InlineData("ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBAf36tPsJEQWubVs/kTZD1y8YufIlvIKdMK7YSS4o7sUpB30no/By6UOKreV0UgBN25KYOEBj0g6TngRlSfEUQg= me@host")]
    [InlineData("ecdsa-sha2-nistp384 AAAAE2VjZHNhLXNoYTItbmlzdHAzODQAAAAIbmlzdHAzODQAAABhBHSbcAsVHavLqmeX5SnSYXh81ugZl/mSx6O2Ljkux8ddPSWho/LBfAzCyvoA8c3ZnkvrW/JfMppDjOw23scum/1WzIlZwtw85qo2vuOV2RQto6PrVrminUGtZ7W45AHTlw== me@host")]
    [InlineData("ecdsa-sha2-nistp521 AAAAE2VjZHNhLXNoYTItbmlzdHA1MjEAAAAIbmlzdHA1MjEAAACFBABJXHjZnrn473zvt/z1e4npjxvWHkkbXm9F3wsR1naEa2KYQrCHAQgwNYo0YjSP82+EcHlzAmWvrX4vPL4g8zbLPwFqplqZ6Qqfsf99Q/sy3gD7xwuGsJVpZOg+S9hzex8ydtvRZuEdGIFbqP5vxVUuNPUDsP547U2QUuedVWI39bV6Bw== me@host")]
    public void Keys_of_ssh_keygen_are_taken(string key) => Assert.Equal(key, SshPublicKey.Parse(key, "P"));

    [Fact]
    public void Several_keys_are_kept_one_a_line_and_each_once() =>
        Assert.Equal(Ed25519 + "\n" + Rsa, SshPublicKey.Parse($"\r\n {Ed25519} \r\n\n{Rsa}\n{Ed25519}\n", "P"));

    [Fact]
    public void One_bad_key_among_good_ones_is_named()
    {
        var error = Assert.Throws<InvalidValueException>(() => SshPublicKey.Parse($"{Ed25519}\nssh-ed25519 AAAA broken", "P"));
        Assert.Contains("broken", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_short_RSA_key_is_refused() => Assert.Throws<InvalidValueException>(
        () => SshPublicKey.Parse("ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQCeXnETTxyfVYAJmXzCfjVwFftYV92yyVHwBIlRatmQ3HBOyNLrio5Eed4OSGjfWyrJE73jMQhdxK34COR7bLOhn9P8R90hENxAScx6erEbPNYbv/QTNFr6sIlkw65+tsmJIgpuO00SgIc03PBlDSCsrIOKVR95LwVi5nJ+h8xdbw== me@host", "P"));

    [Theory]
    [InlineData("ssh-ed25519", "ssh-ed25519:32", true)]
    [InlineData("ssh-ed25519", "ssh-ed25519:31", false)]
    [InlineData("ssh-ed25519", "ssh-ed25519:33", false)]
    [InlineData("ssh-ed25519", "ssh-ed25519:32:0", false)]
    [InlineData("ssh-ed25519", "ssh-rsa:32", false)]
    [InlineData("ssh-ed25519", "ssh-ed25519", false)]
    [InlineData("sk-ssh-ed25519@openssh.com", "sk-ssh-ed25519@openssh.com:32:ssh:", false)]
    [InlineData("sk-ssh-ed25519@openssh.com", "sk-ssh-ed25519@openssh.com:32:4", true)]
    [InlineData("sk-ssh-ed25519@openssh.com", "sk-ssh-ed25519@openssh.com:32", false)]
    [InlineData("sk-ssh-ed25519@openssh.com", "sk-ssh-ed25519@openssh.com:32:0", false)]
    [InlineData("sk-ecdsa-sha2-nistp256@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com:nistp256:65:4", true)]
    [InlineData("sk-ecdsa-sha2-nistp256@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com:nistp384:97:4", false)]
    [InlineData("ecdsa-sha2-nistp256", "ecdsa-sha2-nistp256:nistp384:65", false)]
    [InlineData("ecdsa-sha2-nistp256", "ecdsa-sha2-nistp256:nistp256:64", false)]
    [InlineData("ecdsa-sha2-nistp521", "ecdsa-sha2-nistp521:nistp521:133", true)]
    [InlineData("ssh-rsa", "ssh-rsa:3:257", true)]
    [InlineData("ssh-rsa", "ssh-rsa:3:256", false)]
    [InlineData("ssh-rsa", "ssh-rsa:3:2049", false)]
    [InlineData("ssh-rsa", "ssh-rsa:257", false)]
    [InlineData("ssh-dss", "ssh-dss:128:20:128:128", false)]
    [InlineData("ssh-ed25519-cert-v01@openssh.com", "ssh-ed25519-cert-v01@openssh.com:32:32", false)]
    public void Every_part_has_its_length(string type, string parts, bool isGood)
    {
        // A part is a text, or a number of bytes: 4 and then ones, as an uncompressed point starts.
        var blob = new MemoryStream();
        foreach (var part in parts.Split(':'))
        {
            Write(blob, int.TryParse(part, out var length) ? [.. Enumerable.Range(0, length).Select(i => (byte)(i == 0 ? 4 : 1))] : Encoding.ASCII.GetBytes(part));
        }

        var key = $"{type} {Convert.ToBase64String(blob.ToArray())}";
        Assert.Equal(isGood, Record.Exception(() => SshPublicKey.Parse(key, "P")) is null);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(-40)]
    public void A_key_that_was_cut_is_refused(int by)
    {
        var fields = Rsa.Split(' ');
        var blob = Convert.FromBase64String(fields[1]);
        var cut = $"{fields[0]} {Convert.ToBase64String(blob.AsSpan(0, blob.Length + by))}";
        Assert.Throws<InvalidValueException>(() => SshPublicKey.Parse(cut, "P"));
    }

    [Fact]
    public void A_length_that_lies_is_refused()
    {
        var blob = Convert.FromBase64String(Ed25519.Split(' ')[1]);
        BinaryPrimitives.WriteUInt32BigEndian(blob.AsSpan(15), uint.MaxValue);
        Assert.Throws<InvalidValueException>(() => SshPublicKey.Parse($"ssh-ed25519 {Convert.ToBase64String(blob)}", "P"));
    }

    [Theory]
    [InlineData("\n")]
    [InlineData(" ")]
    [InlineData("")]
    public void A_private_key_is_refused_and_not_repeated(string separator)
    {
        var text = $"-----BEGIN OPENSSH PRIVATE KEY-----{separator}b3BlbnNzaC1rZXktdjEAAAAABG5vbmU{separator}-----END OPENSSH PRIVATE KEY-----";
        var error = Assert.Throws<InvalidValueException>(() => SshPublicKey.Parse(text, "P"));
        Assert.DoesNotContain("b3Blbn", error.ToString(), StringComparison.Ordinal);
        Assert.Equal("-----BEGIN OPENSSH PRIVATE KEY-----", error.Target);
    }

    private static void Write(MemoryStream stream, byte[] part)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, part.Length);
        stream.Write(length);
        stream.Write(part);
    }
}
