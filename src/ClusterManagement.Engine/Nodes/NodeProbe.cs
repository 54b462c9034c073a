using System.Diagnostics;
using ClusterManagement.Data.Entities;
using ClusterManagement.Engine.Provisioning;

namespace ClusterManagement.Engine.Nodes;

/// <summary>
/// Asks a node's API how it is. Whatever is wrong with the node becomes part of the answer; a secret that this machine cannot decrypt says
/// nothing of the node, and is an error.
/// </summary>
internal static class NodeProbe
{
    /// <summary>Asks.</summary>
    /// <param name="node">The node.</param>
    /// <param name="proxmox">The way to its API.</param>
    /// <param name="context">The operation's context.</param>
    public static async Task<NodeTestResult> RunAsync(NodeEntity node, ProxmoxGateway proxmox, IOperationContext context)
    {
        var watch = Stopwatch.StartNew();
        var result = new NodeTestResult { Node = node.Name };
        try
        {
            var token = context.CancellationToken;
            using var client = proxmox.ConnectAlone(node, context);
            var version = await client.GetVersionAsync(token);
            result = result with { Version = version.Version, ResponseTime = watch.Elapsed };
            var member = (await client.GetNodesAsync(token)).FirstOrDefault(
                other => string.Equals(other.Name, node.Name, StringComparison.OrdinalIgnoreCase));
            if (member is not { IsOnline: true })
            {
                return result with
                {
                    Problem = member is null ? $"The Proxmox cluster at {node.ApiUrl} has no node {node.Name}." : $"Node {node.Name} is {member.Status}.",
                    RecommendedAction = member is null
                        ? $"Name the node as Proxmox does: Set-ClusterNode {node.Name} -NewName <name>."
                        : "Bring the node up and look at its cluster state with pvecm status.",
                };
            }

            var storages = await client.GetStoragesAsync(node.Name, token);
            NodePreflight.RefuseBlind(node, storages);
            var templates = new List<string>();
            foreach (var storage in storages.Where(storage => storage is { IsEnabled: true, IsActive: true } && storage.Holds("vztmpl")))
            {
                templates.AddRange((await client.GetStorageContentAsync(node.Name, storage.Name, "vztmpl", token)).Select(volume => volume.VolumeId));
            }

            return result with
            {
                IsHealthy = true,
                FreeMemory = member.MemoryTotalBytes - member.MemoryUsedBytes,
                Storages = [.. storages.Select(storage => new NodeStorage(storage.Name, storage.Content, storage.AvailableBytes, storage.TotalBytes))],
                Templates = templates,
            };
        }
        catch (ClusterException exception) when (exception.ErrorId != ErrorIds.SecretUnreadable)
        {
            return result with { ResponseTime = watch.Elapsed, Problem = exception.Message, RecommendedAction = exception.RecommendedAction };
        }
    }
}
