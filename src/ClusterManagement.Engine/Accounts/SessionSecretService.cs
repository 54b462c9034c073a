using System.Security;
using System.Security.Cryptography;
using System.Text;
using ClusterManagement.Data;
using ClusterManagement.Data.Entities;
using ClusterManagement.Data.Secrets;
using ClusterManagement.Engine.Storage;
using ClusterManagement.Validation;
using Microsoft.EntityFrameworkCore;

namespace ClusterManagement.Engine.Accounts;

/// <summary>The secrets that sign web sessions. The newest one has the highest number.</summary>
/// <param name="store">The database.</param>
/// <param name="secrets">What encrypts them.</param>
internal sealed class SessionSecretService(ClusterStore store, SecretProtector secrets) : ISessionSecretService
{
    // 64 characters, six bits each: 192 bits in the shortest secret.
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static readonly TimeSpan LongestAge = TimeSpan.FromDays(36_500);

    /// <inheritdoc/>
    public IAsyncEnumerable<SessionSecret> FindAsync(SessionSecretFilter filter, CancellationToken cancellationToken) => store.StreamAsync(
        db =>
        {
            var rows = db.SessionSecrets.AsQueryable();
            if (filter.Id is { } id) rows = rows.Where(row => row.Id == id);
            if (filter.NewestOnly) rows = rows.Where(row => !db.SessionSecrets.Any(other => other.Id > row.Id));
            return rows.OrderByDescending(row => row.Id)
                .Select(row => new { Row = row, IsNewest = !db.SessionSecrets.Any(other => other.Id > row.Id) })
                .AsAsyncEnumerable()
                .Select(found => ToModel(found.Row, found.IsNewest, filter.IncludeSecret));
        },
        cancellationToken);

    /// <inheritdoc/>
    public async Task<SessionSecret?> CreateAsync(SessionSecretDraft draft, IOperationContext context)
    {
        var token = context.CancellationToken;
        var length = AccountRules.SessionSecretLength(draft.Length, "Length");
        if (draft.Secret is { } given) await RefuseKnownAsync(AccountRules.SessionSecret(given, "Secret"), token);
        if (!await context.ApproveAsync("session secret", "Create")) return null;
        var secret = draft.Secret ?? new SecretText(RandomNumberGenerator.GetString(Alphabet, length));
        return await store.WriteAsync(
            async db =>
            {
                var row = new SessionSecretEntity { Secret = secrets.Protect(secret), SecretFingerprint = Fingerprint(secret) };
                db.SessionSecrets.Add(row);
                await db.SaveChangesAsync(token);
                return ToModel(row, isNewest: true, draft.IncludeSecret);
            },
            context);
    }

    /// <inheritdoc/>
    public async Task RemoveAsync(int id, IOperationContext context)
    {
        var token = context.CancellationToken;
        await store.ReadAsync(async db =>
        {
            if (!await db.SessionSecrets.AnyAsync(row => row.Id == id, token)) throw new ObjectNotFoundException(Nouns.SessionSecret, $"{id}");
            await RefuseNewestAsync(db, id, token);
            return true;
        }, token);
        await RemoveApprovedAsync(id, context);
    }

    /// <inheritdoc/>
    public async Task PruneAsync(TimeSpan age, IOperationContext context)
    {
        var token = context.CancellationToken;
        if (age < TimeSpan.Zero || age > LongestAge)
        {
            throw new InvalidValueException("OlderThan", age, "a span of time from 0 to 36500 days, such as 30.00:00:00 for 30 days");
        }

        var before = DateTime.UtcNow - age;
        var old = await store.ReadAsync(db => db.SessionSecrets
            .Where(row => row.CreatedAt < before && db.SessionSecrets.Any(other => other.Id > row.Id))
            .OrderBy(row => row.Id).Select(row => row.Id).ToListAsync(token), token);
        foreach (var id in old) await RemoveApprovedAsync(id, context);
    }

    /// <summary>What tells two secrets apart without showing either.</summary>
    /// <param name="secret">The secret.</param>
    internal static string Fingerprint(SecretText secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret.Reveal())));

    private static async Task RefuseNewestAsync(ClusterContext db, int id, CancellationToken cancellationToken)
    {
        if (await db.SessionSecrets.AnyAsync(row => row.Id > id, cancellationToken)) return;
        throw new ObjectInUseException(
            Nouns.SessionSecret, $"{id}",
            $"Session secret {id} cannot be removed: it is the newest one, which signs.",
            "Make another one first with New-SessionSecret.");
    }

    private static SecureString Secure(SecretText secret)
    {
        var secure = new SecureString();
        foreach (var c in secret.Reveal()) secure.AppendChar(c);
        secure.MakeReadOnly();
        return secure;
    }

    private Task<bool> RefuseKnownAsync(SecretText secret, CancellationToken cancellationToken)
    {
        var fingerprint = Fingerprint(secret);
        return store.ReadAsync(async db => await db.SessionSecrets.AnyAsync(row => row.SecretFingerprint == fingerprint, cancellationToken)
            ? throw new ObjectExistsException(Nouns.SessionSecret, "(hidden)", "This session secret is stored already.")
            : true, cancellationToken);
    }

    private async Task RemoveApprovedAsync(int id, IOperationContext context)
    {
        var token = context.CancellationToken;
        if (!await context.ApproveAsync($"session secret {id}", "Remove")) return;
        await store.WriteAsync(
            async db =>
            {
                var row = await db.SessionSecrets.AsTracking().FirstOrDefaultAsync(row => row.Id == id, token);
                if (row is null) return 0;
                await RefuseNewestAsync(db, id, token);
                db.SessionSecrets.Remove(row);
                return await db.SaveChangesAsync(token);
            },
            context);
    }

    private SessionSecret ToModel(SessionSecretEntity row, bool isNewest, bool includeSecret) => new()
    {
        Id = row.Id,
        IsNewest = isNewest,
        Secret = includeSecret ? Secure(secrets.Unprotect(row.Secret, $"session secret {row.Id}")) : null,
        CreatedAt = row.CreatedAt,
        UpdatedAt = row.UpdatedAt,
    };
}
