using ClusterManagement.Data.Entities;
using ClusterManagement.Engine.Nodes;
using ClusterManagement.Engine.Storage;
using ClusterManagement.Validation;
using Microsoft.EntityFrameworkCore;

namespace ClusterManagement.Engine.Discovery;

/// <summary>Registers the nodes of a cluster that are not registered yet.</summary>
/// <param name="store">The database.</param>
/// <param name="nodes">What registers nodes.</param>
/// <param name="endpoint">The endpoint that was asked, every value checked.</param>
/// <param name="request">What was asked for.</param>
/// <param name="site">The site.</param>
/// <param name="context">The operation's context.</param>
internal sealed class NodeRegistration(
    ClusterStore store, NodeService nodes, NodeEntity endpoint, DiscoveryRequest request, SiteEntity site, IOperationContext context)
{
    /// <summary>Registers a node, or says why not.</summary>
    /// <param name="found">The node.</param>
    /// <returns>What became of it, and the row that stands for it; null when its containers belong to nobody here.</returns>
    public async Task<(DiscoveredObject Result, NodeEntity? Row)> RunAsync(SurveyedNode found)
    {
        var result = new DiscoveredObject
        {
            Kind = DiscoveryKind.Node,
            Name = found.Node.Name,
            Node = found.Node.Name,
            Outcome = DiscoveryOutcome.Unchanged,
            Ipv4Address = Address(found),
            Storages = found.Storages,
            Bridges = found.Bridges,
        };
        try
        {
            var here = await FindAsync(found.Node.Name);
            if (here is not null) return (result, Recognise(here, result.Ipv4Address));
            var draft = Draft(found, result.Ipv4Address);
            var node = await nodes.CreateAsync(draft, context);
            if (node is null && !context.IsRehearsal) throw new AdoptionRefusal(DiscoveryOutcome.Skipped, "it was not approved");
            var row = node is null ? Rehearsed(draft) : await FindAsync(found.Node.Name);
            return (result with { Outcome = DiscoveryOutcome.Added, Reason = Remark(found, result.Ipv4Address) }, row);
        }
        catch (AdoptionRefusal refusal)
        {
            return (result with { Outcome = refusal.Outcome, Reason = refusal.Message }, null);
        }
        catch (InvalidValueException exception)
        {
            // The one value that others may have is the address.
            var outcome = exception.Parameter == "Ipv4Address" ? DiscoveryOutcome.Collides : DiscoveryOutcome.Refused;
            return (result with { Outcome = outcome, Reason = exception.Message }, null);
        }
        catch (ObjectExistsException exception)
        {
            return (result with { Outcome = DiscoveryOutcome.Collides, Reason = exception.Message }, null);
        }
    }

    private static string? Address(SurveyedNode found)
    {
        if (found.Address is null) return null;
        try
        {
            return Ipv4.HostAddress(found.Address, "Ipv4Address");
        }
        catch (InvalidValueException)
        {
            return null;
        }
    }

    private static string? Remark(SurveyedNode found, string? address)
    {
        if (!found.Node.IsOnline) return "it is offline; its containers can be adopted once it is back";
        return address is null && found.Address is not null ? $"its address {found.Address} is none that other hosts can use, and was left out" : null;
    }

    private Task<NodeEntity?> FindAsync(string name) => store.ReadAsync(db =>
        db.Nodes.Include(row => row.Site).FirstOrDefaultAsync(row => row.Name == name, context.CancellationToken));

    private NodeEntity Recognise(NodeEntity here, string? address)
    {
        if (here.SiteId != site.Id)
        {
            throw new AdoptionRefusal(DiscoveryOutcome.Collides, $"a node {here.Name} is registered in site {here.Site.Name}");
        }

        return address is null || here.Ipv4Address is null || here.Ipv4Address == address
            ? here
            : throw new AdoptionRefusal(
                DiscoveryOutcome.Collides, $"a node {here.Name} is registered with the address {here.Ipv4Address}, and this one has {address}");
    }

    // Every node passes requests on to the others, so one endpoint serves them all; a node's own survives the loss of another.
    private NodeDraft Draft(SurveyedNode found, string? address)
    {
        var draft = new NodeDraft
        {
            Name = found.Node.Name,
            Site = request.Site,
            Ipv4Address = address,
            ApiUrl = endpoint.ApiUrl,
            ApiTokenIdOrUsername = request.ApiTokenIdOrUsername,
            ApiTokenSecretOrPassword = request.ApiTokenSecretOrPassword,
            DisableTlsVerification = request.DisableTlsVerification,
            CertificateFingerprint = request.CertificateFingerprint,
        };
        if (!request.UseNodeAddress || found.IsAnswering || address is null) return draft;
        var url = new UriBuilder(endpoint.ApiUrl!) { Host = address };
        return draft with
        {
            ApiUrl = url.Uri.GetLeftPart(UriPartial.Authority),
            CertificateFingerprint = request.CertificateFingerprint is null ? null : found.Node.CertificateFingerprint,
        };
    }

    private NodeEntity Rehearsed(NodeDraft draft)
    {
        var row = NodeService.Check(draft);
        (row.SiteId, row.Site) = (site.Id, site);
        return row;
    }
}
