using System.IO.Compression;
using System.Text;

namespace ClusterManagement.Simulator.Http;

/// <summary>An answer to be written.</summary>
internal sealed record HttpResponse(int Status, string Reason)
{
    private const int CompressionThreshold = 1024;

    public string? Body { get; init; }

    public string? ContentType { get; init; }

    public string? Location { get; init; }

    public int? RetryAfter { get; init; }

    /// <summary>Real answers of the privileged daemon come through a proxy and carry a second Connection header.</summary>
    public bool Proxied { get; init; }

    /// <summary>Cut the connection instead of answering.</summary>
    public bool Drop { get; init; }

    public bool Closes => Status >= 300;

    public static HttpResponse Text(int status, string text) => new(status, text.TrimEnd('\n')) { Body = text };

    public byte[] ToBytes(bool gzip)
    {
        var body = Body is null ? null : Encoding.UTF8.GetBytes(Body);
        var compressed = gzip && body is { Length: > CompressionThreshold };
        if (compressed)
            body = Compress(body!);

        var head = new StringBuilder();
        head.Append("HTTP/1.1 ").Append(Status).Append(' ').Append(Reason).Append("\r\n");
        head.Append("Cache-Control: max-age=0\r\n");
        if (Closes || Proxied)
            head.Append("Connection: close\r\n");
        if (!Closes)
            head.Append("Connection: Keep-Alive\r\n");
        head.Append("Date: ").Append(DateTimeOffset.UtcNow.ToString("R")).Append("\r\n");
        head.Append("Pragma: no-cache\r\n");
        head.Append("Server: pve-api-daemon/3.0\r\n");
        if (Location is not null)
            head.Append("Location: ").Append(Location).Append("\r\n");
        if (RetryAfter is not null)
            head.Append("Retry-After: ").Append(RetryAfter).Append("\r\n");
        if (compressed)
            head.Append("Content-Encoding: gzip\r\n");
        if (body is not null)
            head.Append("Content-Length: ").Append(body.Length).Append("\r\n");
        if (ContentType is not null)
            head.Append("Content-Type: ").Append(ContentType).Append("\r\n");
        head.Append("\r\n");
        return [.. Encoding.Latin1.GetBytes(head.ToString()), .. body ?? []];
    }

    private static byte[] Compress(byte[] body)
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest))
            gzip.Write(body);
        return buffer.ToArray();
    }
}
