using ClusterManagement.Data;
using ClusterManagement.Data.Entities;
using Microsoft.EntityFrameworkCore;

namespace ClusterManagement.Engine.Storage;

/// <summary>Changes of rows by way of the change tracker, which is where the audit trail sees them.</summary>
internal static class TrackedChanges
{
    /// <summary>Removes rows.</summary>
    /// <typeparam name="T">The rows.</typeparam>
    /// <param name="db">The context, within a writing transaction.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>How many there were.</returns>
    public static async Task<int> RemoveAsync<T>(this ClusterContext db, IQueryable<T> rows, CancellationToken cancellationToken)
        where T : class
    {
        var found = await rows.AsTracking().ToListAsync(cancellationToken);
        db.RemoveRange(found);
        await db.SaveChangesAsync(cancellationToken);
        return found.Count;
    }

    /// <summary>Removes a container and, as objects of their own, its services.</summary>
    /// <param name="db">The context, within a writing transaction.</param>
    /// <param name="id">The container's key.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static Task<int> RemoveContainerAsync(this ClusterContext db, int id, CancellationToken cancellationToken) => db.RemoveAsync(
        db.Containers.Where(row => row.Id == id)
            .Include(row => row.Services).ThenInclude(service => service.Http)
            .Include(row => row.Services).ThenInclude(service => service.Transport)
            .Include(row => row.Services).ThenInclude(service => service.Dns),
        cancellationToken);

    /// <summary>Changes a container; one that is gone is left alone.</summary>
    /// <param name="db">The context, within a writing transaction.</param>
    /// <param name="id">The container's key.</param>
    /// <param name="change">The change.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static async Task<int> ChangeContainerAsync(
        this ClusterContext db, int id, Action<ContainerEntity> change, CancellationToken cancellationToken)
    {
        var row = await db.Containers.AsTracking().FirstOrDefaultAsync(entry => entry.Id == id, cancellationToken);
        if (row is null) return 0;
        change(row);
        return await db.SaveChangesAsync(cancellationToken);
    }
}
