using ClusterManagement.Data.Secrets;
using ClusterManagement.Engine.Storage;

namespace ClusterManagement.Engine.Secrets;

/// <summary>The encryption of a database's secrets.</summary>
/// <param name="store">The database.</param>
/// <param name="secrets">The key ring.</param>
internal sealed class SecretService(ClusterStore store, SecretProtector secrets) : ISecretService
{
    /// <inheritdoc/>
    public async Task<int?> RotateKeysAsync(IOperationContext context)
    {
        var token = context.CancellationToken;
        var rotation = new SecretRotation(secrets, store.Name);
        var count = await store.ReadAsync(db => rotation.CheckAsync(db, token));
        if (!await context.ApproveAsync($"database '{store.Location}'", $"Encrypt {count} secrets with a new key of the ring in '{secrets.Folder}'")) return null;

        // The key is on the disk before the rows are; a key that no row needs, after a failure, does no harm.
        var rotated = await store.WriteAsync(db => rotation.RunAsync(db, token), context, durable: true);
        context.Verbose($"Encrypted {rotated} secrets of the database '{store.Location}' with a new key of the ring in '{secrets.Folder}'.");
        return rotated;
    }
}
