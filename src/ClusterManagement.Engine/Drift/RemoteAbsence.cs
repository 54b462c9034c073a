using ClusterManagement.Providers.Proxmox;

namespace ClusterManagement.Engine.Drift;

/// <summary>
/// Tells whether a cluster really lacks a container that its lists do not show: they show only what the credential may see,
/// whereas an id is free or taken for everybody.
/// </summary>
/// <param name="client">The cluster's client.</param>
/// <param name="context">The operation's context.</param>
internal sealed class RemoteAbsence(ProxmoxClient client, IOperationContext context)
{
    /// <summary>True when nothing in the cluster has an id.</summary>
    /// <param name="id">The id.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    public async Task<bool> IsCertainAsync(int id, CancellationToken cancellationToken)
    {
        try
        {
            return await client.GetNextIdAsync(id, cancellationToken) == id;
        }
        catch (RemoteApiException exception) when (ProxmoxErrors.IsVmIdTaken(exception))
        {
            context.Verbose($"CTID {id} is taken: {exception.Message}");
            return false;
        }
    }
}
