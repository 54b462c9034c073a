using System.Security;

namespace ClusterManagement;

/// <summary>A secret that signs web sessions (spec: SessionSecret).</summary>
public sealed record SessionSecret : ClusterObject
{
    /// <summary>True for the one that signs. All of them verify.</summary>
    public bool IsNewest { get; init; }

    /// <summary>The secret itself, and only when it was asked for.</summary>
    public SecureString? Secret { get; init; }

    /// <summary>The number.</summary>
    public override string ToString() => Id.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
