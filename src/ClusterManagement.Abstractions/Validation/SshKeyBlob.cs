using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace ClusterManagement.Validation;

/// <summary>
/// The binary form of an SSH public key: its type's name and its parts, each behind its length (RFC 4251, section 5). Reads
/// one part after the other.
/// </summary>
internal ref struct SshKeyBlob
{
    private ReadOnlySpan<byte> _rest;

    private SshKeyBlob(ReadOnlySpan<byte> blob) => _rest = blob;

    /// <summary>
    /// True for a key of the type with all its parts, each of its length, and nothing behind them (RFC 4253, section 6.6;
    /// RFC 5656, section 3.1; RFC 8709, section 4; OpenSSH's PROTOCOL.u2f).
    /// </summary>
    /// <param name="type">The type's name, as it stands before the key.</param>
    /// <param name="blob">The key.</param>
    public static bool IsWhole(string type, ReadOnlySpan<byte> blob)
    {
        var reader = new SshKeyBlob(blob);
        return reader.HasText(type) && type switch
        {
            "ssh-ed25519" => reader.HasBytes(32),
            "ssh-rsa" => reader.HasRsaNumbers(),
            "ecdsa-sha2-nistp256" => reader.HasPoint("nistp256", 32),
            "ecdsa-sha2-nistp384" => reader.HasPoint("nistp384", 48),
            "ecdsa-sha2-nistp521" => reader.HasPoint("nistp521", 66),
            "sk-ssh-ed25519@openssh.com" => reader.HasBytes(32) && reader.HasApplication(),
            "sk-ecdsa-sha2-nistp256@openssh.com" => reader.HasPoint("nistp256", 32) && reader.HasApplication(),
            _ => false,
        } && reader._rest.IsEmpty;
    }

    private bool HasText(string text) => TryRead(out var part) && part.SequenceEqual(Encoding.ASCII.GetBytes(text));

    private bool HasBytes(int length) => TryRead(out var part) && part.Length == length;

    // An uncompressed point: 4, then both coordinates.
    private bool HasPoint(string curve, int size) => HasText(curve) && TryRead(out var point) && point.Length == 1 + (2 * size) && point[0] == 4;

    private bool HasApplication() => TryRead(out var application) && application.Length > 0;

    private bool HasRsaNumbers()
    {
        if (!TryReadPositive(out var exponent) || !TryReadPositive(out var modulus)) return false;
        return exponent > 2 && !exponent.IsEven && !modulus.IsEven && modulus.GetBitLength() is >= 2048 and <= 16384;
    }

    // Two's complement, the highest byte first, no byte more than needed.
    private bool TryReadPositive(out BigInteger number)
    {
        number = default;
        if (!TryRead(out var part) || part.IsEmpty || part[0] > 127 || (part.Length > 1 && part[0] == 0 && part[1] < 128)) return false;
        number = new BigInteger(part, isBigEndian: true);
        return true;
    }

    private bool TryRead(out ReadOnlySpan<byte> part)
    {
        part = default;
        if (!BinaryPrimitives.TryReadUInt32BigEndian(_rest, out var length) || length > _rest.Length - 4) return false;
        part = _rest.Slice(4, (int)length);
        _rest = _rest[(4 + (int)length)..];
        return true;
    }
}
