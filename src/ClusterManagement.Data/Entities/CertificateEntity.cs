namespace ClusterManagement.Data.Entities;

/// <summary>A row of Certificates: a certificate of a public domain with its key. One at most is the domain's current one.</summary>
public sealed class CertificateEntity : Entity
{
    /// <summary>The domain's key.</summary>
    public int ExternalDomainId { get; set; }

    /// <summary>The domain.</summary>
    public ExternalDomainEntity ExternalDomain { get; set; } = null!;

    /// <summary>The domain's key while the certificate is in use; null once another has taken its place.</summary>
    public int? CurrentDomainId { get; set; }

    /// <summary>The certificate and its chain, the certificate first, as PEM.</summary>
    public required string Certificate { get; set; }

    /// <summary>The private key as PKCS #8 PEM, encrypted.</summary>
    [Encrypted]
    public required string PrivateKey { get; set; }

    /// <summary>The certificate's SHA-256 fingerprint, in upper case with colons.</summary>
    public required string Fingerprint { get; set; }

    /// <summary>Whom it was issued to.</summary>
    public required string Subject { get; set; }

    /// <summary>Who issued it.</summary>
    public required string Issuer { get; set; }

    /// <summary>The issuer's number of it, in hexadecimal digits.</summary>
    public required string SerialNumber { get; set; }

    /// <summary>The host names it is valid for, joined by semicolons.</summary>
    public required string DnsNames { get; set; }

    /// <summary>The beginning of its validity, in UTC.</summary>
    public DateTime NotBefore { get; set; }

    /// <summary>The end of its validity, in UTC.</summary>
    public DateTime NotAfter { get; set; }
}
