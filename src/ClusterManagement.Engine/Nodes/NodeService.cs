using System.Linq.Expressions;
using ClusterManagement.Data;
using ClusterManagement.Data.Entities;
using ClusterManagement.Data.Secrets;
using ClusterManagement.Engine.Provisioning;
using ClusterManagement.Engine.Storage;
using ClusterManagement.Validation;
using Microsoft.EntityFrameworkCore;

namespace ClusterManagement.Engine.Nodes;

/// <summary>Nodes.</summary>
/// <param name="store">The database.</param>
/// <param name="secrets">What encrypts the nodes' secrets.</param>
/// <param name="proxmox">The way to the nodes' API.</param>
internal sealed class NodeService(ClusterStore store, SecretProtector secrets, ProxmoxGateway proxmox) : INodeService
{
    private static readonly Expression<Func<NodeEntity, Node>> ToModel = row => new Node
    {
        Id = row.Id,
        Name = row.Name,
        Site = row.Site.Name,
        SiteId = row.SiteId,
        Ipv4Address = row.Ipv4Address,
        ApiUrl = row.ApiUrl,
        ApiTokenIdOrUsername = row.ApiTokenIdOrUsername,
        DisableTlsVerification = row.DisableTlsVerification,
        CertificateFingerprint = row.CertificateFingerprint,
        Containers = row.Containers.Count,
        CreatedAt = row.CreatedAt,
        UpdatedAt = row.UpdatedAt,
    };

    /// <inheritdoc/>
    public IAsyncEnumerable<Node> FindAsync(NameFilter name, SiteIdentity? site, CancellationToken cancellationToken) => store.StreamAsync(
        context => context.Nodes.WhereName(name, row => row.Name).InSite(site, row => row.Site)
            .OrderBy(row => row.Site.Name).ThenBy(row => row.Name).Select(ToModel)
            .AsAsyncEnumerable().Where(node => name.Takes(node.Name)),
        cancellationToken);

    /// <inheritdoc/>
    public async Task<Node?> CreateAsync(NodeDraft draft, IOperationContext context)
    {
        var token = context.CancellationToken;
        var row = Check(draft);
        var site = await store.ReadAsync(async db =>
        {
            var found = await EntityLookup.SiteAsync(db, draft.Site, token);
            await RefuseTakenAsync(db, row, token);
            return found;
        }, token);
        if (!await context.ApproveAsync($"node {row.Name} in site {site.Name}", "Register")) return null;
        if (draft.ApiTokenSecretOrPassword is { } secret) row.ApiTokenSecretOrPassword = secrets.Protect(secret);
        row.SiteId = site.Id;
        return await store.WriteAsync(
            async db =>
            {
                await RefuseTakenAsync(db, row, token);
                db.Nodes.Add(row);
                await db.SaveChangesAsync(token);
                return await db.Nodes.Where(node => node.Id == row.Id).Select(ToModel).SingleAsync(token);
            },
            context);
    }

    /// <inheritdoc/>
    public async Task<Node?> UpdateAsync(NodeIdentity node, NodeChanges changes, IOperationContext context)
    {
        var token = context.CancellationToken;
        var before = await store.ReadAsync(async db =>
        {
            var found = await EntityLookup.NodeAsync(db, node, token);
            Apply(found, changes);
            await RefuseTakenAsync(db, found, token);
            return found;
        }, token);
        if (!await context.ApproveAsync($"node {node}", ChangeText.Of(changes))) return null;
        var secret = changes.ApiTokenSecretOrPassword.IsGiven ? changes.ApiTokenSecretOrPassword.Value : null;
        return await store.WriteAsync(
            async db =>
            {
                var row = await db.Nodes.AsTracking().FirstOrDefaultAsync(row => row.Id == before.Id, token)
                    ?? throw new ObjectNotFoundException(Nouns.Node, before.Name);
                Apply(row, changes);
                if (changes.ApiTokenSecretOrPassword.IsGiven) row.ApiTokenSecretOrPassword = secret is null ? null : secrets.Protect(secret);
                await RefuseTakenAsync(db, row, token);
                await db.SaveChangesAsync(token);
                return await db.Nodes.Where(changed => changed.Id == row.Id).Select(ToModel).SingleAsync(token);
            },
            context);
    }

    /// <inheritdoc/>
    public async Task RemoveAsync(NodeIdentity node, IOperationContext context)
    {
        var token = context.CancellationToken;
        var row = await store.ReadAsync(async db =>
        {
            var found = await EntityLookup.NodeAsync(db, node, token);
            await RefuseUsedAsync(db, found, token);
            return found;
        }, token);
        if (!await context.ApproveAsync($"node {row.Name} of site {row.Site.Name}", "Remove")) return;
        await store.WriteAsync(
            async db =>
            {
                await RefuseUsedAsync(db, row, token);
                return await db.RemoveAsync(db.Nodes.Where(entry => entry.Id == row.Id), token);
            },
            context);
    }

    /// <inheritdoc/>
    public async Task<NodeTestResult> TestAsync(NodeIdentity node, IOperationContext context)
    {
        var row = await store.ReadAsync(db => EntityLookup.NodeAsync(db, node, context.CancellationToken), context.CancellationToken);
        return await NodeProbe.RunAsync(row, proxmox, context);
    }

    /// <summary>The row of a draft, every value checked, without site and secret.</summary>
    /// <param name="draft">The draft.</param>
    internal static NodeEntity Check(NodeDraft draft)
    {
        var row = new NodeEntity { Name = NameRules.NodeName(draft.Name, "Name"), DisableTlsVerification = draft.DisableTlsVerification };
        row.Ipv4Address = draft.Ipv4Address is null ? null : Ipv4.HostAddress(draft.Ipv4Address, "Ipv4Address");
        row.ApiUrl = draft.ApiUrl is null ? null : NetworkRules.ApiUrl(draft.ApiUrl, "ApiUrl");
        row.ApiTokenIdOrUsername = draft.ApiTokenIdOrUsername is null ? null : NameRules.ApiUser(draft.ApiTokenIdOrUsername, "Credential");
        if (draft.ApiTokenSecretOrPassword is { } given) NameRules.ApiSecret(given, "Credential");
        row.CertificateFingerprint = draft.CertificateFingerprint is null
            ? null
            : NetworkRules.Fingerprint(draft.CertificateFingerprint, "CertificateFingerprint");
        RefuseInsecure(row);
        return row;
    }

    private static void Apply(NodeEntity row, NodeChanges changes)
    {
        if (changes.Name.IsGiven) row.Name = NameRules.NodeName(changes.Name.Value, "NewName");
        if (changes.Ipv4Address.IsGiven)
        {
            row.Ipv4Address = changes.Ipv4Address.Value is { Length: > 0 } address ? Ipv4.HostAddress(address, "Ipv4Address") : null;
        }

        if (changes.ApiUrl.IsGiven) row.ApiUrl = changes.ApiUrl.Value is { Length: > 0 } url ? NetworkRules.ApiUrl(url, "ApiUrl") : null;
        if (changes.ApiTokenIdOrUsername.IsGiven)
        {
            row.ApiTokenIdOrUsername = changes.ApiTokenIdOrUsername.Value is { } user ? NameRules.ApiUser(user, "Credential") : null;
        }

        if (changes.ApiTokenSecretOrPassword is { IsGiven: true, Value: { } secret }) NameRules.ApiSecret(secret, "Credential");
        if (changes.DisableTlsVerification.IsGiven) row.DisableTlsVerification = changes.DisableTlsVerification.Value;
        if (changes.CertificateFingerprint.IsGiven)
        {
            row.CertificateFingerprint = changes.CertificateFingerprint.Value is { Length: > 0 } fingerprint
                ? NetworkRules.Fingerprint(fingerprint, "CertificateFingerprint")
                : null;
        }

        RefuseInsecure(row);
    }

    /// <summary>Refuses a credential over plain HTTP, where everybody on the way can read it; only this machine itself is no way.</summary>
    /// <param name="row">The node.</param>
    internal static void RefuseInsecure(NodeEntity row)
    {
        if (row.ApiUrl is null || row.ApiTokenIdOrUsername is null) return;
        var url = new Uri(row.ApiUrl);
        if (url.Scheme == Uri.UriSchemeHttp && !url.IsLoopback)
        {
            throw new InvalidValueException("ApiUrl", row.ApiUrl, "an https URL, since the credential is sent there; http for loopback only");
        }
    }

    private static async Task RefuseTakenAsync(ClusterContext db, NodeEntity row, CancellationToken cancellationToken)
    {
        if (await db.Nodes.AnyAsync(node => node.Name == row.Name && node.Id != row.Id, cancellationToken))
        {
            throw new ObjectExistsException(Nouns.Node, row.Name);
        }

        if (row.Ipv4Address is null) return;
        var owner = await db.Nodes.Where(node => node.Ipv4Address == row.Ipv4Address && node.Id != row.Id).Select(node => "node " + node.Name)
            .Concat(db.Containers.Where(container => container.Ipv4Address == row.Ipv4Address).Select(container => "container " + container.Hostname))
            .FirstOrDefaultAsync(cancellationToken);
        if (owner is not null)
        {
            throw new InvalidValueException("Ipv4Address", row.Ipv4Address, $"an address nobody has; this one belongs to {owner}");
        }
    }

    private static async Task RefuseUsedAsync(ClusterContext db, NodeEntity row, CancellationToken cancellationToken)
    {
        var containers = await db.Containers.Where(container => container.NodeId == row.Id).OrderBy(container => container.Hostname)
            .Select(container => container.Hostname).Take(6).ToListAsync(cancellationToken);
        if (containers.Count == 0) return;
        throw new ObjectInUseException(
            Nouns.Node, row.Name,
            $"Node {row.Name} cannot be removed: it has containers ({string.Join(", ", containers.Take(5))}{(containers.Count > 5 ? ", ..." : string.Empty)}).",
            $"Remove them first: Get-ClusterContainer -Node {row.Name} | Remove-ClusterContainer.");
    }
}
