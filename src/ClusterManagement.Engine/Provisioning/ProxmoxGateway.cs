using ClusterManagement.Data.Entities;
using ClusterManagement.Data.Secrets;
using ClusterManagement.Engine.Storage;
using ClusterManagement.Providers.Proxmox;
using Microsoft.EntityFrameworkCore;

namespace ClusterManagement.Engine.Provisioning;

/// <summary>The way from a node's row to a client of its API.</summary>
/// <param name="secrets">What decrypts the nodes' secrets.</param>
/// <param name="store">The database, which knows the other nodes of a site.</param>
internal sealed class ProxmoxGateway(SecretProtector secrets, ClusterStore store)
{
    /// <summary>
    /// A client for a node. It shares connections with all others of the same endpoint and, while the endpoint does not answer,
    /// asks another registered node of the site that is in the same cluster.
    /// </summary>
    /// <param name="node">The node.</param>
    /// <param name="context">Receives the wire traffic, without secrets.</param>
    /// <exception cref="ClusterException"><c>NodeNotConfigured</c>: the node has no endpoint or no credential.</exception>
    public ProxmoxClient Connect(NodeEntity node, IOperationContext context) =>
        ProxmoxClientPool.Shared.Get(Endpoint(node), token => OthersAsync(node, token), context.Debug, context.Warning);

    /// <summary>A client for a node that asks its own endpoint and no other, to see how that one does.</summary>
    /// <param name="node">The node.</param>
    /// <param name="context">Receives the wire traffic, without secrets.</param>
    /// <exception cref="ClusterException"><c>NodeNotConfigured</c>: the node has no endpoint or no credential.</exception>
    public ProxmoxClient ConnectAlone(NodeEntity node, IOperationContext context) =>
        ProxmoxClientPool.Shared.Get(Endpoint(node), context.Debug);

    /// <summary>A client for an endpoint that no node is registered with yet.</summary>
    /// <param name="node">The endpoint and the user.</param>
    /// <param name="secret">The user's secret.</param>
    /// <param name="context">Receives the wire traffic, without secrets.</param>
    public static ProxmoxClient ConnectAlone(NodeEntity node, SecretText secret, IOperationContext context) =>
        ProxmoxClientPool.Shared.Get(Endpoint(node, secret), context.Debug);

    private ProxmoxEndpoint Endpoint(NodeEntity node)
    {
        if (node.ApiUrl is null || node.ApiTokenIdOrUsername is null || node.ApiTokenSecretOrPassword is null)
        {
            var lacking = node.ApiUrl is null ? "API URL" : "credential";
            throw new ClusterException(
                ErrorIds.NodeNotConfigured, ClusterErrorKind.InvalidValue,
                $"Node {node.Name} has no {lacking}, so Proxmox cannot be asked.",
                $"Give it one: Set-ClusterNode {node.Name} -ApiUrl https://{node.Name}:8006 -Credential (Get-Credential).", node.Name);
        }

        return Endpoint(node, secrets.Unprotect(node.ApiTokenSecretOrPassword, $"node {node.Name}"));
    }

    private static ProxmoxEndpoint Endpoint(NodeEntity node, SecretText secret) =>
        new(new Uri(node.ApiUrl!), node.ApiTokenIdOrUsername!, secret.Reveal())
        {
            DisableTlsVerification = node.DisableTlsVerification,
            CertificateFingerprint = node.CertificateFingerprint,
            Node = node.Name,
        };

    // Which of them are in the node's cluster is found out by asking them.
    private async Task<IReadOnlyList<ProxmoxEndpoint>> OthersAsync(NodeEntity node, CancellationToken cancellationToken)
    {
        var rows = await store.ReadAsync(db => db.Nodes
            .Where(row => row.SiteId == node.SiteId && row.Id != node.Id)
            .Where(row => row.ApiUrl != null && row.ApiTokenIdOrUsername != null && row.ApiTokenSecretOrPassword != null)
            .OrderBy(row => row.Name)
            .ToListAsync(cancellationToken));
        var endpoints = new List<ProxmoxEndpoint>();
        foreach (var row in rows)
        {
            try
            {
                endpoints.Add(Endpoint(row));
            }
            catch (ClusterException)
            {
                // A node whose secret cannot be read cannot stand in; it will say so when it is asked for itself.
            }
        }

        return endpoints;
    }
}
