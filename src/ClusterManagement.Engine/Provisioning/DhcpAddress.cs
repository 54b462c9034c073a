using ClusterManagement.Data.Allocation;
using ClusterManagement.Data.Entities;
using ClusterManagement.Engine.Containers;
using ClusterManagement.Engine.Jobs;
using ClusterManagement.Engine.Storage;
using ClusterManagement.Providers.Proxmox;
using ClusterManagement.Validation;

namespace ClusterManagement.Engine.Provisioning;

/// <summary>
/// Waits for the address a DHCP server gives to a started container. The site's own server gives the reserved one; when
/// another server gave another one, that is what is recorded, with a warning.
/// </summary>
internal static class DhcpAddress
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Waits for the address and records it.</summary>
    /// <param name="client">The node's client.</param>
    /// <param name="store">The database.</param>
    /// <param name="plan">The container.</param>
    /// <param name="row">Its row.</param>
    /// <param name="journal">Its job.</param>
    /// <param name="context">The operation's context.</param>
    public static async Task TakeOverAsync(
        ProxmoxClient client, ClusterStore store, ContainerPlan plan, ContainerEntity row, JobJournal journal, IOperationContext context)
    {
        var token = context.CancellationToken;
        await journal.StepAsync($"Waiting for container {plan.Hostname} to get its address by DHCP.", 85);
        var address = await WaitAsync(client, plan.Node.Name, row.ContainerId!.Value, token);
        if (address is null)
        {
            context.Warning($"Container {plan.Hostname} has no address {Patience.TotalSeconds:0} s after its start; {row.Ipv4Address} stays reserved for it.");
            return;
        }

        if (address == row.Ipv4Address) return;
        var number = Ipv4.Parse(address, "Ipv4Address");
        var isRecorded = await store.WriteAsync(
            async db =>
            {
                if (await AddressPool.IsTakenAsync(db, number, token)) return false;
                await db.ChangeContainerAsync(row.Id, container => (container.Ipv4Address, container.Ipv4Number) = (address, number), token);
                return true;
            },
            context);
        context.Warning(isRecorded
            ? $"The DHCP server gave container {plan.Hostname} {address} and not {row.Ipv4Address}, which was reserved for its MAC {row.MacAddress}."
            : $"The DHCP server gave container {plan.Hostname} {address}, which belongs to somebody else; look for a second DHCP server.");
    }

    private static async Task<string?> WaitAsync(ProxmoxClient client, string node, int containerId, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            while (true)
            {
                var addresses = (await client.GetInterfacesAsync(node, containerId, patience.Token)).RoutableIpv4();
                if (addresses.Count > 0) return addresses[0].ToString();
                await Task.Delay(Pause, patience.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
