namespace ClusterManagement;

/// <summary>One field that an audit event tells of.</summary>
/// <param name="Field">The field, named as its column is.</param>
/// <param name="Before">The value before; null where there was none. A secret shows as <c>(secret)</c>.</param>
/// <param name="After">The value after; null where there is none. A secret shows as <c>(new secret)</c>.</param>
public sealed record AuditChange(string Field, string? Before, string? After)
{
    /// <summary>The field with its values.</summary>
    public override string ToString() => string.IsNullOrEmpty(Before) ? $"{Field}: {After}" : $"{Field}: {Before} -> {After ?? "(none)"}";
}
