using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using ClusterManagement.Engine.Edge.Rendering;

namespace ClusterManagement.Engine.Edge.Publishing;

/// <summary>Asks daemons which files they run with: a proxy by HTTP, a name server by a TXT record.</summary>
internal static class MarkQuestion
{
    private const int TextRecord = 16;

    /// <summary>Asks a proxy. It answers its own machine only, which it knows by the address that is asked being the one that asks.</summary>
    /// <param name="proxy">Where it listens.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    public static async Task<string?> AskHttpAsync(IPEndPoint proxy, CancellationToken cancellationToken)
    {
        using var socket = new TcpClient(new IPEndPoint(proxy.Address, 0));
        await socket.ConnectAsync(proxy, cancellationToken);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET {NginxRenderer.MarkPath} HTTP/1.0\r\nHost: edge-version.invalid\r\n\r\n"), cancellationToken);
        using var reader = new StreamReader(stream, Encoding.ASCII);
        var answer = await reader.ReadToEndAsync(cancellationToken);
        var end = answer.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        return answer.StartsWith("HTTP/1", StringComparison.Ordinal) && answer.Contains(" 200 ", StringComparison.Ordinal) && end > 0 ? answer[(end + 4)..].Trim() : null;
    }

    /// <summary>Asks a name server.</summary>
    /// <param name="server">Where it listens.</param>
    /// <param name="name">The record's name.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    public static async Task<string?> AskDnsAsync(IPEndPoint server, string name, CancellationToken cancellationToken)
    {
        using var socket = new UdpClient(server.AddressFamily);
        socket.Connect(server);
        var question = Question(name);
        await socket.SendAsync(question, cancellationToken);
        var answer = (await socket.ReceiveAsync(cancellationToken)).Buffer;

        // Header, the question as it was asked, then one record: name (a pointer), type, class, time to live, length, text.
        var record = question.Length;
        if (answer.Length < record + 13 || BinaryPrimitives.ReadUInt16BigEndian(answer.AsSpan(6)) == 0) return null;
        if (BinaryPrimitives.ReadUInt16BigEndian(answer.AsSpan(record + 2)) != TextRecord) return null;
        var length = Math.Min(answer[record + 12], answer.Length - record - 13);
        return Encoding.ASCII.GetString(answer, record + 13, length);
    }

    private static byte[] Question(string name)
    {
        var bytes = new List<byte>([(byte)Random.Shared.Next(256), (byte)Random.Shared.Next(256), 1, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
        foreach (var label in name.Split('.'))
        {
            bytes.Add((byte)label.Length);
            bytes.AddRange(Encoding.ASCII.GetBytes(label));
        }

        bytes.AddRange([0, 0, TextRecord, 0, 1]);
        return [.. bytes];
    }
}
