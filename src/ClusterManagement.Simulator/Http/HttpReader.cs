using System.Globalization;
using System.Text;

namespace ClusterManagement.Simulator.Http;

/// <summary>Reads HTTP/1.1 requests from a connection.</summary>
internal sealed class HttpReader(Stream stream)
{
    private const int MaxHeaderLines = 64;
    private const int MaxHeaderBytes = 8 * 1024;
    private const int MaxBodyBytes = 512 * 1024;

    private readonly byte[] _buffer = new byte[16 * 1024];
    private int _start;
    private int _end;

    /// <summary>Reads the next request; null at the end of the connection.</summary>
    public async Task<HttpRequest?> ReadAsync(CancellationToken cancellation)
    {
        var line = await ReadLineAsync(cancellation);
        while (line is "")
            line = await ReadLineAsync(cancellation);
        if (line is null)
            return null;

        var parts = line.Split(' ');
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        HttpResponse? refusal = parts.Length == 3 && parts[2].StartsWith("HTTP/1.", StringComparison.Ordinal)
            ? null
            : HttpResponse.Text(400, "bad request");
        var lines = 0;
        var bytes = 0;
        while (await ReadLineAsync(cancellation) is { Length: > 0 } header)
        {
            bytes += header.Length;
            if (++lines > MaxHeaderLines || bytes > MaxHeaderBytes)
                refusal ??= HttpResponse.Text(400, lines > MaxHeaderLines ? "too many http header lines (> 64)" : "http header too large");
            else if (header.Split(':', 2) is [var name, var value])
                headers[name] = headers.TryGetValue(name, out var earlier) ? $"{earlier}, {value.Trim()}" : value.Trim();
        }
        if (refusal is not null)
            return new HttpRequest(parts[0], "/", headers, "") { Refusal = refusal };

        if (headers.ContainsKey("Transfer-Encoding"))
            refusal = HttpResponse.Text(501, "chunked transfer encoding not supported");
        var announced = headers.GetValueOrDefault("Content-Length", "0");
        if (!int.TryParse(announced, NumberStyles.None, CultureInfo.InvariantCulture, out var length))
            refusal ??= HttpResponse.Text(400, "bad request");
        if (length > MaxBodyBytes)
            refusal ??= HttpResponse.Text(501, "for data too large");
        if (length > 0 && parts[0] is not ("POST" or "PUT"))
            refusal ??= HttpResponse.Text(501, $"Unexpected content for method '{parts[0]}'");
        var body = refusal is null ? await ReadBodyAsync(length, headers, cancellation) : "";
        return new HttpRequest(parts[0], parts[1], headers, body) { Refusal = refusal };
    }

    private async Task<string> ReadBodyAsync(int length, Dictionary<string, string> headers, CancellationToken cancellation)
    {
        if (length > 0 && headers.GetValueOrDefault("Expect", "").Equals("100-continue", StringComparison.OrdinalIgnoreCase))
            await stream.WriteAsync("HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray(), cancellation);
        var body = new byte[length];
        var filled = 0;
        while (filled < length)
        {
            if (_start == _end && !await FillAsync(cancellation))
                throw new EndOfStreamException();
            var count = Math.Min(length - filled, _end - _start);
            _buffer.AsSpan(_start, count).CopyTo(body.AsSpan(filled));
            _start += count;
            filled += count;
        }
        return Encoding.UTF8.GetString(body);
    }

    private async Task<string?> ReadLineAsync(CancellationToken cancellation)
    {
        var line = new StringBuilder();
        while (true)
        {
            if (_start == _end && !await FillAsync(cancellation))
                return null;
            var newline = Array.IndexOf(_buffer, (byte)'\n', _start, _end - _start);
            var stop = newline < 0 ? _end : newline;
            line.Append(Encoding.Latin1.GetString(_buffer, _start, stop - _start));
            _start = newline < 0 ? stop : stop + 1;
            if (newline >= 0)
                return line.ToString().TrimEnd('\r');
            if (line.Length > MaxHeaderBytes * 2)
                return null;
        }
    }

    private async Task<bool> FillAsync(CancellationToken cancellation)
    {
        _start = 0;
        _end = await stream.ReadAsync(_buffer, cancellation);
        return _end > 0;
    }
}
