using ClusterManagement.Data.Entities;
using ClusterManagement.Data.Secrets;
using ClusterManagement.Engine.Nodes;
using ClusterManagement.Engine.Provisioning;
using ClusterManagement.Engine.Storage;

namespace ClusterManagement.Engine.Discovery;

/// <summary>Registers clusters as they are. Proxmox is only read, so nothing on it can be harmed.</summary>
/// <param name="store">The database.</param>
/// <param name="secrets">What encrypts the nodes' secrets.</param>
/// <param name="proxmox">The way to the nodes' API.</param>
internal sealed class DiscoveryService(ClusterStore store, SecretProtector secrets, ProxmoxGateway proxmox) : IDiscoveryService
{
    /// <inheritdoc/>
    public async IAsyncEnumerable<DiscoveredObject> ImportAsync(DiscoveryRequest request, IOperationContext context)
    {
        var endpoint = NodeService.Check(new NodeDraft
        {
            Name = "endpoint",
            Site = request.Site,
            ApiUrl = request.ApiUrl,
            ApiTokenIdOrUsername = request.ApiTokenIdOrUsername,
            ApiTokenSecretOrPassword = request.ApiTokenSecretOrPassword,
            DisableTlsVerification = request.DisableTlsVerification,
            CertificateFingerprint = request.CertificateFingerprint,
        });
        var site = await store.ReadAsync(db => EntityLookup.SiteAsync(db, request.Site, context.CancellationToken));
        using var client = ProxmoxGateway.ConnectAlone(endpoint, request.ApiTokenSecretOrPassword, context);
        var survey = new ClusterSurvey(client, context);
        var nodes = await survey.ReadNodesAsync();
        context.Verbose($"The cluster at {client.Endpoint.Authority} has the nodes {string.Join(", ", nodes.Select(node => node.Node.Name))}.");

        var registration = new NodeRegistration(store, new NodeService(store, secrets, proxmox), endpoint, request, site, context);
        var rows = new Dictionary<string, NodeEntity>(StringComparer.OrdinalIgnoreCase);
        foreach (var node in nodes)
        {
            var (result, row) = await registration.RunAsync(node);
            if (row is not null) rows[node.Node.Name] = row;
            yield return result;
        }

        var adoption = new ContainerAdoption(store, client, request, rows, nodes, context);
        foreach (var container in await survey.ReadContainersAsync()) yield return await adoption.RunAsync(container);
    }
}
