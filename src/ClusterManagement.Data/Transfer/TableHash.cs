using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace ClusterManagement.Data.Transfer;

/// <summary>
/// The SHA-256 of a table's canonical values, row by row in the order of the keys. Each value is preceded by its type, and
/// each text by its length, so that different rows give different bytes.
/// </summary>
public sealed class TableHash : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] _buffer = new byte[256];

    /// <summary>How many rows were added.</summary>
    public long Rows { get; private set; }

    /// <summary>Adds a row.</summary>
    /// <param name="row">Its values.</param>
    public void Add(IReadOnlyList<object?> row)
    {
        ArgumentNullException.ThrowIfNull(row);
        foreach (var value in row) Append(value);
        Rows++;
    }

    /// <summary>The hash of the rows that were added, in lower-case hexadecimal digits; it begins anew.</summary>
    public string Finish()
    {
        Rows = 0;
        return Convert.ToHexStringLower(_hash.GetHashAndReset());
    }

    /// <inheritdoc/>
    public void Dispose() => _hash.Dispose();

    private void Append(object? value)
    {
        switch (value)
        {
            case null:
                Append(0, 0);
                break;
            case long number:
                BinaryPrimitives.WriteInt64LittleEndian(_buffer.AsSpan(1), number);
                Append(1, sizeof(long));
                break;
            case string text:
                var length = Encoding.UTF8.GetByteCount(text);
                if (_buffer.Length < length + 5) _buffer = new byte[length * 2];
                BinaryPrimitives.WriteInt32LittleEndian(_buffer.AsSpan(1), length);
                Encoding.UTF8.GetBytes(text, _buffer.AsSpan(5));
                Append(2, length + sizeof(int));
                break;
            case bool flag:
                _buffer[1] = flag ? (byte)1 : (byte)0;
                Append(3, 1);
                break;
            case DateTime time:
                BinaryPrimitives.WriteInt64LittleEndian(_buffer.AsSpan(1), time.Ticks / TimeSpan.TicksPerMicrosecond);
                Append(4, sizeof(long));
                break;
            case Guid guid:
                guid.TryWriteBytes(_buffer.AsSpan(1));
                Append(5, 16);
                break;
            default:
                throw new ArgumentException($"A {value.GetType().Name} is not canonical.", nameof(value));
        }
    }

    private void Append(byte type, int length)
    {
        _buffer[0] = type;
        _hash.AppendData(_buffer, 0, length + 1);
    }
}
