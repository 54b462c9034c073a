using System.Linq.Expressions;
using System.Security.Cryptography;
using ClusterManagement.Data.Entities;
using ClusterManagement.Data.Secrets;
using ClusterManagement.Engine.Storage;
using Microsoft.EntityFrameworkCore;

namespace ClusterManagement.Engine.Certificates;

/// <summary>Certificates of public domains.</summary>
/// <param name="store">The database.</param>
/// <param name="secrets">What encrypts private keys.</param>
internal sealed class CertificateService(ClusterStore store, SecretProtector secrets) : ICertificateService
{
    private const long LargestFile = 1024 * 1024;

    private static readonly Expression<Func<CertificateEntity, CertificateRow>> ToRow = row => new CertificateRow(row, row.ExternalDomain.Domain, row.ExternalDomain.Site.Name);

    /// <inheritdoc/>
    public IAsyncEnumerable<Certificate> FindAsync(CertificateFilter filter, CancellationToken cancellationToken)
    {
        var name = filter.Domain.Literal is { } literal ? NameFilter.Named(literal.TrimEnd('.').ToLowerInvariant()) : filter.Domain;
        return store.StreamAsync(
            context =>
            {
                var rows = context.Certificates.WhereName(name, row => row.ExternalDomain.Domain).InSite(filter.Site, row => row.ExternalDomain.Site);
                if (!filter.IncludeFormer) rows = rows.Where(row => row.CurrentDomainId != null);
                return rows.OrderBy(row => row.ExternalDomain.Domain).ThenBy(row => row.CurrentDomainId == null).ThenByDescending(row => row.Id).Select(ToRow)
                    .AsAsyncEnumerable().Select(ToModel).Where(certificate => name.Takes(certificate.Domain));
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<Certificate?> ImportAsync(CertificateDraft draft, IOperationContext context)
    {
        var token = context.CancellationToken;
        var given = await ReadAsync(draft, token);
        var place = await store.ReadAsync(db => EntityLookup.DomainAsync(db, draft.Domain, token));
        if (!draft.Force) RefuseUnfit(draft.Path, given, place.Domain);
        if (!await context.ApproveAsync($"domain {place.Domain}", $"Import the certificate {given.Fingerprint[..23]}... of {given.Subject}, valid until {given.NotAfter:yyyy-MM-dd}")) return null;
        return await store.WriteAsync(
            async db =>
            {
                var former = await db.Certificates.AsTracking().Include(row => row.ExternalDomain).Where(row => row.ExternalDomainId == place.Id).ToListAsync(token);
                foreach (var row in former.Where(row => row.CurrentDomainId is not null && row.Fingerprint != given.Fingerprint)) row.CurrentDomainId = null;

                // The place of the current one has to be free before another takes it.
                await db.SaveChangesAsync(token);
                var stored = former.Find(row => row.Fingerprint == given.Fingerprint);
                if (stored is null)
                {
                    stored = ToEntity(given, await db.ExternalDomains.AsTracking().SingleAsync(row => row.Id == place.Id, token));
                    db.Certificates.Add(stored);
                }

                (stored.CurrentDomainId, stored.Certificate, stored.PrivateKey) = (place.Id, given.Pem, secrets.Protect(given.PrivateKey));
                await db.SaveChangesAsync(token);
                return ToModel(new CertificateRow(stored, place.Domain, place.Site));
            },
            context);
    }

    private static async Task<PemCertificate> ReadAsync(CertificateDraft draft, CancellationToken cancellationToken)
    {
        var certificates = await ReadFileAsync(draft.Path, cancellationToken);
        var key = draft.KeyPath is null ? certificates : await ReadFileAsync(draft.KeyPath, cancellationToken);
        try
        {
            return PemCertificate.Parse(certificates, key, draft.Password);
        }
        catch (CryptographicException exception)
        {
            throw new ClusterException(
                ErrorIds.CertificateInvalid, ClusterErrorKind.InvalidValue,
                $"'{draft.Path}'{(draft.KeyPath is null ? string.Empty : $" with the key of '{draft.KeyPath}'")} cannot be imported: {exception.Message.TrimEnd('.')}.",
                "Give the PEM file with the certificate and its chain by -Path, and that with its private key by -KeyPath, with -Password if it is encrypted.", draft.Path);
        }
    }

    private static async Task<string> ReadFileAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            if (Directory.Exists(path)) throw new IOException("It is a folder.");
            return new FileInfo(path).Length <= LargestFile
                ? await File.ReadAllTextAsync(path, cancellationToken)
                : throw new IOException("It is larger than 1 MiB, as no PEM file of a certificate or key is.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ClusterException(
                ErrorIds.CertificateInvalid, ClusterErrorKind.InvalidValue, $"The file '{path}' cannot be read: {exception.Message}", "Name a PEM file this user may read.", path, exception);
        }
    }

    private static void RefuseUnfit(string path, PemCertificate certificate, string domain)
    {
        var now = DateTime.UtcNow;
        var problem = certificate.NotAfter < now ? $"it ended on {certificate.NotAfter:yyyy-MM-dd HH:mm} UTC"
            : certificate.NotBefore > now ? $"it begins on {certificate.NotBefore:yyyy-MM-dd HH:mm} UTC"
            : !certificate.DnsNames.Any(name => name == domain || name.EndsWith($".{domain}", StringComparison.Ordinal)) ? $"it is for {(certificate.DnsNames.Count == 0 ? "no host name" : string.Join(", ", certificate.DnsNames))}"
            : null;
        if (problem is null) return;
        throw new ClusterException(
            ErrorIds.CertificateInvalid, ClusterErrorKind.InvalidValue,
            $"The certificate in '{path}' is not good for the domain {domain} now: {problem}.", "Import another one, or this one all the same with -Force.", path);
    }

    private static CertificateEntity ToEntity(PemCertificate given, ExternalDomainEntity domain) => new()
    {
        ExternalDomain = domain,
        Certificate = given.Pem,
        PrivateKey = string.Empty,
        Fingerprint = given.Fingerprint,
        Subject = given.Subject,
        Issuer = given.Issuer,
        SerialNumber = given.SerialNumber,
        DnsNames = string.Join(';', given.DnsNames),
        NotBefore = given.NotBefore,
        NotAfter = given.NotAfter,
    };

    private static Certificate ToModel(CertificateRow found) => new()
    {
        Id = found.Row.Id,
        Domain = found.Domain,
        Site = found.Site,
        IsCurrent = found.Row.CurrentDomainId is not null,
        Subject = found.Row.Subject,
        Issuer = found.Row.Issuer,
        SerialNumber = found.Row.SerialNumber,
        Fingerprint = found.Row.Fingerprint,
        DnsNames = found.Row.DnsNames.Split(';', StringSplitOptions.RemoveEmptyEntries),
        NotBefore = found.Row.NotBefore,
        NotAfter = found.Row.NotAfter,
        Pem = found.Row.Certificate,
        CreatedAt = found.Row.CreatedAt,
        UpdatedAt = found.Row.UpdatedAt,
    };

    private sealed record CertificateRow(CertificateEntity Row, string Domain, string Site);
}
