using ClusterManagement.Data.Entities;
using ClusterManagement.Engine.Storage;
using Microsoft.EntityFrameworkCore;

namespace ClusterManagement.Engine.Containers;

/// <summary>Finds the row of a container that something is about to be done to.</summary>
internal static class ContainerRows
{
    /// <summary>Reads a row, with its node and site.</summary>
    /// <param name="store">The database.</param>
    /// <param name="container">The container.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static Task<ContainerEntity> ReadAsync(ClusterStore store, ContainerIdentity container, CancellationToken cancellationToken) =>
        store.ReadAsync(async db =>
        {
            var place = await EntityLookup.ContainerAsync(db, container, cancellationToken);
            return await db.Containers.Include(row => row.Node).ThenInclude(node => node.Site)
                .FirstOrDefaultAsync(row => row.Id == place.Id, cancellationToken)
                ?? throw new ObjectNotFoundException(Nouns.Container, container.ToString());
        }, cancellationToken);

    /// <summary>Reads the row of a container that is to be on Proxmox.</summary>
    /// <param name="store">The database.</param>
    /// <param name="container">The container.</param>
    /// <param name="verb">What shall be done to it.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<ContainerEntity> ReadMadeAsync(
        ClusterStore store, ContainerIdentity container, string verb, CancellationToken cancellationToken)
    {
        var row = await ReadAsync(store, container, cancellationToken);
        RefuseUnmade(row, verb);
        return row;
    }

    /// <summary>Refuses a container that was registered only.</summary>
    /// <param name="row">The container.</param>
    /// <param name="verb">What shall be done to it.</param>
    /// <exception cref="ObjectInUseException">There is nothing on Proxmox.</exception>
    public static void RefuseUnmade(ContainerEntity row, string verb)
    {
        if (row.ContainerId is not null) return;
        throw new ObjectInUseException(
            Nouns.Container, row.Hostname,
            $"Container {row.Hostname} is {row.Status.ToString().ToLowerInvariant()}: there is nothing on Proxmox to {verb}.",
            "Remove it and make it anew without -NoProvision.");
    }
}
