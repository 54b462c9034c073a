namespace ClusterManagement;

/// <summary>A TCP or UDP service on a public port (spec: TransportService).</summary>
public sealed record TransportService : Service
{
    /// <summary>The protocol.</summary>
    public TransportProtocol Protocol { get; init; }

    /// <summary>The public port.</summary>
    public int ExternalPort { get; init; }

    /// <summary>True when TLS is terminated in front of a TCP service.</summary>
    public bool UseTls { get; init; }

    /// <inheritdoc/>
    public override ServiceType Type => ServiceType.Transport;

    /// <inheritdoc/>
    public override string Endpoint => $"{(UseTls ? "tls" : Protocol == TransportProtocol.Tcp ? "tcp" : "udp")}/{ExternalPort}";
}
