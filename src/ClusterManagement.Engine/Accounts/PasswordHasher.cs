using System.Security.Cryptography;
using System.Text;

namespace ClusterManagement.Engine.Accounts;

/// <summary>
/// Hashes passwords and compares them with stored hashes. A password is hashed as its bytes in UTF-8, exactly as typed; no
/// Unicode normalisation is applied, so other tools come to the same bytes.
/// </summary>
/// <param name="compute">What computes argon2id.</param>
internal sealed class PasswordHasher(Argon2Function compute)
{
    // Each computation takes 64 MiB and all cores; more of them side by side would only take more memory.
    private static readonly SemaphoreSlim Gate = new(Math.Max(2, Environment.ProcessorCount));

    // What is computed when there is nothing to compare with. No password fits: the comparison is never made.
    private static readonly PasswordHash Decoy = new(PasswordPolicy.Today, new byte[PasswordPolicy.SaltLength], new byte[PasswordPolicy.HashLength]);

    /// <summary>Hashes a new password.</summary>
    /// <param name="password">The password, not empty.</param>
    /// <param name="cancellationToken">Ends the waiting for its turn.</param>
    public async Task<PasswordHash> HashAsync(SecretText password, CancellationToken cancellationToken)
    {
        var draft = Decoy with { Salt = RandomNumberGenerator.GetBytes(PasswordPolicy.SaltLength) };
        return draft with { Value = await ComputeAsync(password, draft, cancellationToken) };
    }

    /// <summary>
    /// Compares a password with a stored hash. One computation of today's cost is done in any case: with nothing to compare
    /// with, and besides the cheaper one of a weak hash, whether it fits or not.
    /// </summary>
    /// <param name="password">The password.</param>
    /// <param name="stored">The stored hash; null when there is none that may open anything.</param>
    /// <param name="cancellationToken">Ends the waiting for its turn.</param>
    /// <returns>Whether they fit, and the hash to be stored instead when they do and the stored one is weak.</returns>
    public async Task<(bool IsMatch, PasswordHash? Renewed)> VerifyAsync(SecretText password, PasswordHash? stored, CancellationToken cancellationToken)
    {
        if (stored is null || password.IsEmpty)
        {
            await ComputeAsync(password, Decoy, cancellationToken);
            return (false, null);
        }

        var isMatch = CryptographicOperations.FixedTimeEquals(await ComputeAsync(password, stored, cancellationToken), stored.Value);
        if (!PasswordPolicy.IsWeak(stored)) return (isMatch, null);
        var today = await HashAsync(password, cancellationToken);
        return (isMatch, isMatch ? today : null);
    }

    private async Task<byte[]> ComputeAsync(SecretText password, PasswordHash form, CancellationToken cancellationToken)
    {
        // Argon2 as implemented takes no empty password; one that is empty fits nothing, and costs the same.
        var bytes = password.IsEmpty ? [0] : Encoding.UTF8.GetBytes(password.Reveal());
        await Gate.WaitAsync(cancellationToken);
        try
        {
            return await compute(bytes, form.Salt, form.Parameters, form.Value.Length);
        }
        finally
        {
            Gate.Release();
            CryptographicOperations.ZeroMemory(bytes);
        }
    }
}
