using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ClusterManagement.Engine.Edge.Rendering;

/// <summary>The encoders for values of nginx's directives.</summary>
internal static class NginxValue
{
    /// <summary>A text in quotes. A dollar sign would begin a variable, and nginx knows no way to write one; it is left out.</summary>
    /// <param name="text">The text.</param>
    public static string Quote(string text) =>
        $"\"{string.Concat(text.Where(c => !char.IsControl(c) && c != '$').Select(c => c is '"' or '\\' ? $"\\{c}" : c.ToString()))}\"";

    /// <summary>An address to listen on, with its port.</summary>
    /// <param name="address">The address; null for all IPv4 addresses.</param>
    /// <param name="port">The port.</param>
    public static string Listen(IPAddress? address, int port) => address switch
    {
        null => port.ToString(CultureInfo.InvariantCulture),
        { AddressFamily: AddressFamily.InterNetworkV6 } => string.Create(CultureInfo.InvariantCulture, $"[{address}]:{port}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{address}:{port}"),
    };
}
