namespace ClusterManagement.Data.Entities;

/// <summary>A row of SessionSecrets: one secret that signs web sessions. The one with the highest key signs, all verify.</summary>
public sealed class SessionSecretEntity : Entity
{
    /// <summary>The secret, encrypted.</summary>
    [Encrypted]
    public required string Secret { get; set; }

    /// <summary>
    /// SHA-256 of the secret in lower-case hexadecimal digits. The encrypted text differs with every encryption, so
    /// that this is what keeps a secret from being stored twice.
    /// </summary>
    [Secret]
    public required string SecretFingerprint { get; set; }
}
