using ClusterManagement.Data.Audit;
using ClusterManagement.Data.Entities;

namespace ClusterManagement.Data.Secrets;

/// <summary>
/// Encrypts every secret of a database anew, with a key made for it. The secrets stay what they are; so the audit trail tells of it
/// in one event, and does not say of each object that its secret had changed.
/// </summary>
/// <param name="secrets">The key ring.</param>
/// <param name="database">The database's name, for the audit trail.</param>
public sealed class SecretRotation(SecretProtector secrets, string database)
{
    /// <summary>Checks that every secret can be decrypted.</summary>
    /// <param name="context">The database.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>How many there are.</returns>
    /// <exception cref="ClusterException"><c>SecretUnreadable</c>, for the first one that cannot.</exception>
    public async Task<int> CheckAsync(ClusterContext context, CancellationToken cancellationToken) => (await DecryptAsync(context, cancellationToken)).Count;

    /// <summary>Encrypts them anew.</summary>
    /// <param name="context">The database, within a writing transaction.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>How many there are.</returns>
    public async Task<int> RunAsync(ClusterContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var values = await DecryptAsync(context, cancellationToken);
        var former = KeysOf(values);
        var key = secrets.AddKey();
        foreach (var (value, secret) in values) value.Text = secrets.Protect(secret);
        var origin = context.Origin ?? throw new InvalidOperationException("A rotation is audited.");
        context.Origin = null;
        await context.SaveChangesAsync(cancellationToken);
        context.AuditEvents.Add(Describe(former, KeysOf(values) ?? $"{key}", values.Count, origin));
        await context.SaveChangesAsync(cancellationToken);
        context.Origin = origin;
        return values.Count;
    }

    private static string? KeysOf(List<(EncryptedValue Value, SecretText Secret)> values) =>
        values.Count == 0 ? null : string.Join(", ", values.Select(value => SecretProtector.KeyOf(value.Value.Text)).Distinct());

    private async Task<List<(EncryptedValue Value, SecretText Secret)>> DecryptAsync(ClusterContext context, CancellationToken cancellationToken) =>
        (await EncryptedValue.LoadAsync(context, cancellationToken)).ConvertAll(value => (value, secrets.Unprotect(value.Text, value.Owner)));

    private AuditEventEntity Describe(string? former, string present, int count, AuditOrigin origin)
    {
        var entry = new AuditEntry(AuditAction.Change);
        entry.AddBefore("encryptionKey", former);
        entry.AddAfter("encryptionKey", present);
        entry.AddAfter("secrets", count);
        return entry.ToEvent(new AuditedObject(Nouns.Database, string.Empty, database), origin, ClusterContext.Now);
    }
}
