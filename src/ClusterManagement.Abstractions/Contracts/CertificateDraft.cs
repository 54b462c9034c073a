namespace ClusterManagement;

/// <summary>A certificate to be stored.</summary>
public sealed record CertificateDraft
{
    /// <summary>The domain.</summary>
    public required DomainIdentity Domain { get; init; }

    /// <summary>The file with the certificate and its chain, as PEM.</summary>
    public required string Path { get; init; }

    /// <summary>The file with the private key, as PEM; null when it is in the certificate's file.</summary>
    public string? KeyPath { get; init; }

    /// <summary>What the private key is encrypted with.</summary>
    public SecretText? Password { get; init; }

    /// <summary>Take one that is not valid now or not for the domain's hosts.</summary>
    public bool Force { get; init; }
}
