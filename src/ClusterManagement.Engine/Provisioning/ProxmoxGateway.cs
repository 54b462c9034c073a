using ClusterManagement.Data.Entities;
using ClusterManagement.Data.Secrets;
using ClusterManagement.Providers.Proxmox;

namespace ClusterManagement.Engine.Provisioning;

/// <summary>The way from a node's row to a client of its API.</summary>
/// <param name="secrets">What decrypts the node's secret.</param>
internal sealed class ProxmoxGateway(SecretProtector secrets)
{
    /// <summary>A client for a node. It shares connections with all others of the same endpoint.</summary>
    /// <param name="node">The node.</param>
    /// <param name="context">Receives the wire traffic, without secrets.</param>
    /// <exception cref="ClusterException"><c>NodeNotConfigured</c>: the node has no endpoint or no credential.</exception>
    public ProxmoxClient Connect(NodeEntity node, IOperationContext context)
    {
        if (node.ApiUrl is null || node.ApiTokenIdOrUsername is null || node.ApiTokenSecretOrPassword is null)
        {
            var lacking = node.ApiUrl is null ? "API URL" : "credential";
            throw new ClusterException(
                ErrorIds.NodeNotConfigured, ClusterErrorKind.InvalidValue,
                $"Node {node.Name} has no {lacking}, so Proxmox cannot be asked.",
                $"Give it one: Set-ClusterNode {node.Name} -ApiUrl https://{node.Name}:8006 -Credential (Get-Credential).", node.Name);
        }

        return Connect(node, secrets.Unprotect(node.ApiTokenSecretOrPassword, $"node {node.Name}"), context);
    }

    /// <summary>A client for a node with an endpoint and a user, whose secret is at hand.</summary>
    /// <param name="node">The node.</param>
    /// <param name="secret">The secret.</param>
    /// <param name="context">Receives the wire traffic, without secrets.</param>
    public static ProxmoxClient Connect(NodeEntity node, SecretText secret, IOperationContext context)
    {
        var endpoint = new ProxmoxEndpoint(new Uri(node.ApiUrl!), node.ApiTokenIdOrUsername!, secret.Reveal())
        {
            DisableTlsVerification = node.DisableTlsVerification,
            CertificateFingerprint = node.CertificateFingerprint,
            Node = node.Name,
        };
        return ProxmoxClientPool.Shared.Get(endpoint, context.Debug);
    }
}
