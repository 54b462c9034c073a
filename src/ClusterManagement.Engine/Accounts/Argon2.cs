using Konscious.Security.Cryptography;

namespace ClusterManagement.Engine.Accounts;

/// <summary>The implementation of argon2id that is used.</summary>
internal static class Argon2
{
    /// <summary>Computes argon2id with Konscious' implementation, the lanes on as many threads.</summary>
    /// <inheritdoc cref="Argon2Function"/>
    public static async Task<byte[]> ComputeAsync(byte[] password, byte[] salt, Argon2Parameters parameters, int length)
    {
        using var argon2 = new Argon2id(password)
        {
            Salt = salt,
            MemorySize = parameters.Memory,
            Iterations = parameters.Passes,
            DegreeOfParallelism = parameters.Lanes,
        };
        return await argon2.GetBytesAsync(length);
    }
}
