using ClusterManagement.Providers.Proxmox;

namespace ClusterManagement.Engine.Provisioning;

/// <summary>Keeps what a node's release of Proxmox VE does not know from being sent to it.</summary>
internal static class NodeRelease
{
    /// <summary>Refuses a node whose release is older than what was asked for. Images, environment and entrypoint came with 9.1.</summary>
    /// <param name="client">A client of its cluster.</param>
    /// <param name="node">The node.</param>
    /// <param name="what">What was asked for, at the start of a sentence.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <exception cref="ClusterException"><c>NodeTooOld</c>.</exception>
    public static async Task RefuseOldAsync(ProxmoxClient client, string node, string what, CancellationToken cancellationToken)
    {
        var version = await client.GetNodeVersionAsync(node, cancellationToken);
        if (version.IsAtLeast(9, 1)) return;
        throw new ClusterException(
            ErrorIds.NodeTooOld, ClusterErrorKind.InvalidValue,
            $"{what} needs Proxmox VE 9.1, and node {node} runs {version.Version}; nothing was sent.",
            $"Upgrade node {node}, or leave that out.", node);
    }
}
