using System.Linq.Expressions;
using ClusterManagement.Data.Allocation;
using ClusterManagement.Data.Entities;
using ClusterManagement.Engine.Storage;
using ClusterManagement.Validation;
using Microsoft.EntityFrameworkCore;

namespace ClusterManagement.Engine.Sites;

/// <summary>Sites.</summary>
/// <param name="store">The database.</param>
internal sealed class SiteService(ClusterStore store) : ISiteService
{
    private static readonly Expression<Func<SiteEntity, Site>> ToModel = row => new Site
    {
        Id = row.Id,
        Name = row.Name,
        InternalDomain = row.InternalDomain,
        DhcpRange = row.DhcpRange,
        SubnetMask = row.SubnetMask,
        Gateway = row.Gateway,
        DnsForwarders = Split(row.DnsForwarders),
        Nodes = row.Nodes.Count,
        Containers = row.Nodes.SelectMany(node => node.Containers).Count(),
        CreatedAt = row.CreatedAt,
        UpdatedAt = row.UpdatedAt,
    };

    /// <inheritdoc/>
    public IAsyncEnumerable<Site> FindAsync(NameFilter name, CancellationToken cancellationToken) => store.StreamAsync(
        context => context.Sites.WhereName(name, row => row.Name).OrderBy(row => row.Name).Select(ToModel)
            .AsAsyncEnumerable().Where(site => name.Takes(site.Name)),
        cancellationToken);

    /// <inheritdoc/>
    public async Task<Site?> CreateAsync(SiteDraft draft, IOperationContext context)
    {
        var name = NameRules.DisplayName(draft.Name, "Name");
        var network = SiteNetwork.Parse(draft.DhcpRange, draft.SubnetMask, draft.Gateway);
        var row = new SiteEntity
        {
            Name = name,
            InternalDomain = NameRules.DomainName(draft.InternalDomain, "InternalDomain"),
            DhcpRange = network.Range.ToString(),
            SubnetMask = network.Mask.ToString(),
            Gateway = Ipv4.Format(network.Gateway),
            DnsForwarders = NetworkRules.DnsForwarders(draft.DnsForwarders, "DnsForwarders"),
        };
        await RefuseTakenNameAsync(name, null, context.CancellationToken);
        if (!await context.ApproveAsync($"site {name}", "Create")) return null;
        return await store.WriteAsync(
            async db =>
            {
                db.Sites.Add(row);
                await db.SaveChangesAsync(context.CancellationToken);
                db.AllocationPools.Add(new AllocationPoolEntity { Name = AddressPool.Name(row.Id), NextFree = network.Range.First });
                await db.SaveChangesAsync(context.CancellationToken);
                return await db.Sites.Where(site => site.Id == row.Id).Select(ToModel).SingleAsync(context.CancellationToken);
            },
            context);
    }

    /// <inheritdoc/>
    public async Task<Site?> UpdateAsync(SiteIdentity site, SiteChanges changes, IOperationContext context)
    {
        var token = context.CancellationToken;
        var before = await store.ReadAsync(db => EntityLookup.SiteAsync(db, site, token), token);
        await ApplyAsync(before, changes, token);
        if (!await context.ApproveAsync($"site {before.Name}", ChangeText.Of(changes))) return null;
        return await store.WriteAsync(
            async db =>
            {
                var row = await db.Sites.AsTracking().FirstOrDefaultAsync(row => row.Id == before.Id, token)
                    ?? throw new ObjectNotFoundException(Nouns.Site, before.Name);
                var network = await ApplyAsync(row, changes, token);
                await db.SaveChangesAsync(token);
                await WarnOfOutsidersAsync(db, row, network, context);
                return await db.Sites.Where(changed => changed.Id == row.Id).Select(ToModel).SingleAsync(token);
            },
            context);
    }

    /// <inheritdoc/>
    public async Task RemoveAsync(SiteIdentity site, IOperationContext context)
    {
        var token = context.CancellationToken;
        var row = await store.ReadAsync(async db =>
        {
            var found = await EntityLookup.SiteAsync(db, site, token);
            await RefuseUsedAsync(db, found, token);
            return found;
        }, token);
        if (!await context.ApproveAsync($"site {row.Name}", "Remove")) return;
        await store.WriteAsync(
            async db =>
            {
                await RefuseUsedAsync(db, row, token);
                var pool = AddressPool.Name(row.Id);
                await db.AllocationPools.Where(entry => entry.Name == pool).ExecuteDeleteAsync(token);
                return await db.RemoveAsync(db.Sites.Where(entry => entry.Id == row.Id), token);
            },
            context);
    }

    /// <summary>The addressing of a stored site.</summary>
    /// <param name="row">The site.</param>
    internal static SiteNetwork Network(SiteEntity row) => SiteNetwork.Parse(row.DhcpRange, row.SubnetMask, row.Gateway);

    private static string[] Split(string? list) => string.IsNullOrEmpty(list) ? [] : list.Split(',');

    private async Task<SiteNetwork> ApplyAsync(SiteEntity row, SiteChanges changes, CancellationToken cancellationToken)
    {
        if (changes.Name.IsGiven)
        {
            row.Name = NameRules.DisplayName(changes.Name.Value, "NewName");
            await RefuseTakenNameAsync(row.Name, row.Id, cancellationToken);
        }

        if (changes.InternalDomain.IsGiven) row.InternalDomain = NameRules.DomainName(changes.InternalDomain.Value, "InternalDomain");
        if (changes.DnsForwarders.IsGiven) row.DnsForwarders = NetworkRules.DnsForwarders(changes.DnsForwarders.Value, "DnsForwarders");
        var network = SiteNetwork.Parse(changes.DhcpRange.Or(row.DhcpRange), changes.SubnetMask.Or(row.SubnetMask), changes.Gateway.Or(row.Gateway));
        row.DhcpRange = network.Range.ToString();
        row.SubnetMask = network.Mask.ToString();
        row.Gateway = Ipv4.Format(network.Gateway);
        return network;
    }

    private static async Task WarnOfOutsidersAsync(Data.ClusterContext db, SiteEntity row, SiteNetwork network, IOperationContext context)
    {
        var outside = await db.Containers.CountAsync(
            container => container.Node.SiteId == row.Id
                && (container.Ipv4Number < network.Range.First || container.Ipv4Number > network.Range.Last),
            context.CancellationToken);
        if (outside > 0) context.Warning($"{outside} containers of site {row.Name} keep addresses outside the range {network.Range}.");
    }

    private Task<bool> RefuseTakenNameAsync(string name, int? except, CancellationToken cancellationToken) => store.ReadAsync(async db =>
        await db.Sites.AnyAsync(row => row.Name == name && row.Id != except, cancellationToken)
            ? throw new ObjectExistsException(Nouns.Site, name)
            : true, cancellationToken);

    private static async Task RefuseUsedAsync(Data.ClusterContext db, SiteEntity row, CancellationToken cancellationToken)
    {
        var nodes = await db.Nodes.Where(node => node.SiteId == row.Id).OrderBy(node => node.Name).Select(node => node.Name).ToListAsync(cancellationToken);
        var domains = await db.ExternalDomains.Where(domain => domain.SiteId == row.Id).OrderBy(domain => domain.Domain)
            .Select(domain => domain.Domain).ToListAsync(cancellationToken);
        if (nodes.Count + domains.Count == 0) return;
        throw new ObjectInUseException(
            Nouns.Site, row.Name,
            $"Site {row.Name} cannot be removed: it has {Describe("node", nodes)} and {Describe("domain", domains)}.",
            "Remove them first with Remove-ClusterNode and Remove-ExternalDomain.");
    }

    private static string Describe(string noun, List<string> names) =>
        names.Count == 0 ? $"no {noun}s" : $"{names.Count} {noun}{(names.Count == 1 ? string.Empty : "s")} ({string.Join(", ", names.Take(5))}{(names.Count > 5 ? ", ..." : string.Empty)})";
}
