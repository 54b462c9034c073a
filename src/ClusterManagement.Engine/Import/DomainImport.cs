using ClusterManagement.Data.Entities;
using ClusterManagement.Engine.Import.Sources;
using ClusterManagement.Validation;

namespace ClusterManagement.Engine.Import;

/// <summary>Public domains. One without a site belongs to the only site there is, or is refused.</summary>
/// <param name="plan">What is to be written.</param>
/// <param name="sites">What became of the sites.</param>
/// <param name="siteKeys">The keys of the sites there.</param>
internal sealed class DomainImport(ImportPlan plan, SiteImport sites, IReadOnlyList<long?> siteKeys)
    : RowImport<ExternalDomainEntity, string>(ImportKind.ExternalDomain, plan)
{
    /// <inheritdoc/>
    protected override string? Name(SourceRow row) => row.Text("name");

    /// <inheritdoc/>
    protected override ExternalDomainEntity Map(SourceRow row, RowNotes notes)
    {
        var name = row.Text("name");
        var domain = new ExternalDomainEntity
        {
            Domain = notes.Keep("name", name, NameRules.DomainName(name, "name")),
            Site = SiteOf(row, notes),
            AcmeEmail = row.Text("acmeEmail") is { } mail ? NameRules.MailAddress(mail, "acmeEmail") : null,
            AcmeDirectory = row.Text("acmeDirectoryUrl") is { } url ? Concealed.Check(url, "acmeDirectoryUrl", NetworkRules.HttpsUrl) : null,
            CloudflareApiEmail = row.Text("cloudflareApiEmail") is { } account ? NameRules.MailAddress(account, "cloudflareApiEmail") : null,
        };
        if (row.Text("cloudflareApiKey") is { } key) Plan.Hide(domain, new SecretText(key), text => domain.CloudflareApiKey = text);
        notes.LeaveBehind(row, "authServer");
        return domain;
    }

    /// <inheritdoc/>
    protected override string Identity(ExternalDomainEntity entity) => entity.Domain;

    /// <inheritdoc/>
    protected override IEnumerable<string> Differences(ExternalDomainEntity here, ExternalDomainEntity there) => Compare(
        Differ("site", here.Site.Name, there.Site.Name),
        Differ("acmeEmail", here.AcmeEmail, there.AcmeEmail),
        Differ("acmeDirectory", here.AcmeDirectory, there.AcmeDirectory),
        Differ("cloudflareApiEmail", here.CloudflareApiEmail, there.CloudflareApiEmail),
        Plan.IsSameSecret(there, here.CloudflareApiKey, $"domain {here.Domain}") ? null : "the Cloudflare API key");

    private SiteEntity SiteOf(SourceRow row, RowNotes notes)
    {
        if (row.Key("siteId") is { } key) return notes.Require(sites.Of(key), "site");
        if (siteKeys.Count != 1) throw new Refusal($"it has no site, and which of the {siteKeys.Count} sites it belongs to is not known");
        var site = notes.Require(sites.Of(siteKeys[0]), "site");
        notes.Adapt($"it has no site there, and belongs to the only one, {site.Name}, here");
        return site;
    }
}
