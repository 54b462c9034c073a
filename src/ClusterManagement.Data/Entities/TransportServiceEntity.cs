namespace ClusterManagement.Data.Entities;

/// <summary>A row of TransportServices.</summary>
public sealed class TransportServiceEntity : ServicePartEntity
{
    /// <summary>The protocol.</summary>
    public TransportProtocol Protocol { get; set; }

    /// <summary>The public port.</summary>
    public int ExternalPort { get; set; }

    /// <summary>True to terminate TLS.</summary>
    public bool UseTls { get; set; }
}
