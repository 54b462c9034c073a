using System.Linq.Expressions;
using ClusterManagement.Data;
using ClusterManagement.Data.Entities;
using ClusterManagement.Data.Secrets;
using ClusterManagement.Engine.Storage;
using ClusterManagement.Validation;
using Microsoft.EntityFrameworkCore;

namespace ClusterManagement.Engine.Domains;

/// <summary>Public domains.</summary>
/// <param name="store">The database.</param>
/// <param name="secrets">What encrypts the API keys.</param>
internal sealed class DomainService(ClusterStore store, SecretProtector secrets) : IDomainService
{
    private static readonly Expression<Func<ExternalDomainEntity, ExternalDomain>> ToModel = row => new ExternalDomain
    {
        Id = row.Id,
        Domain = row.Domain,
        Site = row.Site.Name,
        AcmeEmail = row.AcmeEmail,
        AcmeDirectory = row.AcmeDirectory,
        CloudflareApiEmail = row.CloudflareApiEmail,
        HasCloudflareApiKey = row.CloudflareApiKey != null,
        Services = row.HttpServices.Count,
        CreatedAt = row.CreatedAt,
        UpdatedAt = row.UpdatedAt,
    };

    /// <inheritdoc/>
    public IAsyncEnumerable<ExternalDomain> FindAsync(NameFilter domain, SiteIdentity? site, CancellationToken cancellationToken)
    {
        var lower = domain.Literal is { } literal ? NameFilter.Named(literal.TrimEnd('.').ToLowerInvariant()) : domain;
        return store.StreamAsync(
            context => context.ExternalDomains.WhereName(lower, row => row.Domain).InSite(site, row => row.Site)
                .OrderBy(row => row.Domain).Select(ToModel)
                .AsAsyncEnumerable().Where(row => lower.Takes(row.Domain)),
            cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<ExternalDomain?> CreateAsync(DomainDraft draft, IOperationContext context)
    {
        var token = context.CancellationToken;
        var row = new ExternalDomainEntity { Domain = NameRules.DomainName(draft.Domain, "Domain") };
        Apply(row, new DomainChanges
        {
            AcmeEmail = draft.AcmeEmail,
            AcmeDirectory = draft.AcmeDirectory,
            CloudflareApiEmail = draft.CloudflareApiEmail,
        });
        var site = await store.ReadAsync(async db =>
        {
            var found = await EntityLookup.SiteAsync(db, draft.Site, token);
            return await db.ExternalDomains.AnyAsync(domain => domain.Domain == row.Domain, token)
                ? throw new ObjectExistsException(Nouns.Domain, row.Domain)
                : found;
        }, token);
        if (!await context.ApproveAsync($"domain {row.Domain} in site {site.Name}", "Create")) return null;
        row.SiteId = site.Id;
        if (draft.CloudflareApiKey is { } key) row.CloudflareApiKey = secrets.Protect(key);
        return await store.WriteAsync(
            async db =>
            {
                db.ExternalDomains.Add(row);
                await db.SaveChangesAsync(token);
                return await ReadAsync(db, row.Id, token);
            },
            context);
    }

    /// <inheritdoc/>
    public async Task<ExternalDomain?> UpdateAsync(DomainIdentity domain, DomainChanges changes, IOperationContext context)
    {
        var token = context.CancellationToken;
        var place = await store.ReadAsync(db => EntityLookup.DomainAsync(db, domain, token), token);
        Apply(new ExternalDomainEntity { Domain = place.Domain }, changes);
        if (!await context.ApproveAsync($"domain {place.Domain}", ChangeText.Of(changes))) return null;
        return await store.WriteAsync(
            async db =>
            {
                var row = await db.ExternalDomains.AsTracking().FirstOrDefaultAsync(row => row.Id == place.Id, token)
                    ?? throw new ObjectNotFoundException(Nouns.Domain, place.Domain);
                Apply(row, changes);
                if (changes.CloudflareApiKey.IsGiven)
                {
                    row.CloudflareApiKey = changes.CloudflareApiKey.Value is { } key ? secrets.Protect(key) : null;
                }

                await db.SaveChangesAsync(token);
                return await ReadAsync(db, row.Id, token);
            },
            context);
    }

    /// <inheritdoc/>
    public async Task RemoveAsync(DomainIdentity domain, IOperationContext context)
    {
        var token = context.CancellationToken;
        var place = await store.ReadAsync(async db =>
        {
            var found = await EntityLookup.DomainAsync(db, domain, token);
            await RefuseUsedAsync(db, found, token);
            return found;
        }, token);
        if (!await context.ApproveAsync($"domain {place.Domain} of site {place.Site}", "Remove")) return;
        await store.WriteAsync(
            async db =>
            {
                await RefuseUsedAsync(db, place, token);
                return await db.RemoveAsync(db.ExternalDomains.Where(row => row.Id == place.Id).Include(row => row.Certificates), token);
            },
            context);
    }

    private static Task<ExternalDomain> ReadAsync(ClusterContext db, int id, CancellationToken cancellationToken) =>
        db.ExternalDomains.Where(row => row.Id == id).Select(ToModel).SingleAsync(cancellationToken);

    private static void Apply(ExternalDomainEntity row, DomainChanges changes)
    {
        if (changes.AcmeEmail.IsGiven) row.AcmeEmail = Mail(changes.AcmeEmail.Value, "AcmeEmail");
        if (changes.CloudflareApiEmail.IsGiven) row.CloudflareApiEmail = Mail(changes.CloudflareApiEmail.Value, "CloudflareApiEmail");
        if (changes.AcmeDirectory.IsGiven)
        {
            row.AcmeDirectory = changes.AcmeDirectory.Value is { Length: > 0 } url ? NetworkRules.HttpsUrl(url, "AcmeDirectory") : null;
        }
    }

    private static string? Mail(string? value, string parameter) =>
        string.IsNullOrEmpty(value) ? null : NameRules.MailAddress(value, parameter);

    private static async Task RefuseUsedAsync(ClusterContext db, DomainPlace place, CancellationToken cancellationToken)
    {
        var hosts = await db.HttpServices.Where(service => service.ExternalDomainId == place.Id).OrderBy(service => service.ExternalHostname)
            .Select(service => service.ExternalHostname).Take(6).ToListAsync(cancellationToken);
        if (hosts.Count == 0) return;
        throw new ObjectInUseException(
            Nouns.Domain, place.Domain,
            $"Domain {place.Domain} cannot be removed: HTTP services use it ({string.Join(", ", hosts.Take(5))}{(hosts.Count > 5 ? ", ..." : string.Empty)}).",
            $"Remove them first: Get-ClusterService -Domain {place.Domain} | Remove-ClusterService.");
    }
}
