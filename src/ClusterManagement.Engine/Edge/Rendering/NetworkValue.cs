using ClusterManagement.Validation;

namespace ClusterManagement.Engine.Edge.Rendering;

/// <summary>The encoders for addresses and ports: read as what they should be and written anew, or not at all.</summary>
internal static class NetworkValue
{
    /// <summary>An IPv4 address; null when it is none.</summary>
    /// <param name="text">The address.</param>
    public static string? Address(string text) => Ipv4.TryParse(text, out var address) ? Ipv4.Format(address) : null;

    /// <summary>A MAC address; null when it is none.</summary>
    /// <param name="text">The address.</param>
    public static string? Mac(string text) =>
        text.Length == 17 && text.Select((c, i) => i % 3 == 2 ? c == ':' : char.IsAsciiHexDigit(c)).All(isGood => isGood) ? text.ToLowerInvariant() : null;

    /// <summary>True for a port there is.</summary>
    /// <param name="port">The port.</param>
    public static bool IsPort(int port) => port is >= 1 and <= NetworkRules.LastPort;
}
