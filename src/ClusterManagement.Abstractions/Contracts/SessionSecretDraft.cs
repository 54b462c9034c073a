namespace ClusterManagement;

/// <summary>A session secret to be made.</summary>
public sealed record SessionSecretDraft
{
    /// <summary>How many characters to generate.</summary>
    public int Length { get; init; } = 64;

    /// <summary>The secret, in place of a generated one.</summary>
    public SecretText? Secret { get; init; }

    /// <summary>True to show the secret in the answer.</summary>
    public bool IncludeSecret { get; init; }
}
