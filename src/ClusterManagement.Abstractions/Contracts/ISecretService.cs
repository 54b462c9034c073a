namespace ClusterManagement;

/// <summary>The encryption of a database's secrets.</summary>
public interface ISecretService
{
    /// <summary>Makes a new key in the database's key ring, and encrypts every secret with it, in one transaction.</summary>
    /// <param name="context">The operation's context.</param>
    /// <returns>How many secrets there are, or null when the change was not approved.</returns>
    /// <exception cref="ClusterException"><c>SecretUnreadable</c>, <c>KeyRingUnusable</c>; nothing was changed.</exception>
    Task<int?> RotateKeysAsync(IOperationContext context);
}
