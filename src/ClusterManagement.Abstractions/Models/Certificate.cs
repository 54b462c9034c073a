namespace ClusterManagement;

/// <summary>A certificate of a public domain. Its private key is never shown.</summary>
public sealed record Certificate : ClusterObject
{
    /// <summary>The domain's name.</summary>
    public required string Domain { get; init; }

    /// <summary>The name of the domain's site.</summary>
    public required string Site { get; init; }

    /// <summary>True for the one that is in use.</summary>
    public bool IsCurrent { get; init; }

    /// <summary>Whom it was issued to.</summary>
    public required string Subject { get; init; }

    /// <summary>Who issued it.</summary>
    public required string Issuer { get; init; }

    /// <summary>The issuer's number of it, in hexadecimal digits.</summary>
    public required string SerialNumber { get; init; }

    /// <summary>The SHA-256 fingerprint.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>The host names it is valid for.</summary>
    public IReadOnlyList<string> DnsNames { get; init; } = [];

    /// <summary>The beginning of its validity, in UTC.</summary>
    public DateTime NotBefore { get; init; }

    /// <summary>The end of its validity, in UTC.</summary>
    public DateTime NotAfter { get; init; }

    /// <summary>The certificate and its chain as PEM.</summary>
    public required string Pem { get; init; }

    /// <summary>The domain and the fingerprint.</summary>
    public override string ToString() => $"{Domain} {Fingerprint}";
}
