namespace ClusterManagement.Engine.Accounts;

/// <summary>
/// How passwords are hashed today, and which hashes are computed at all. What is stored says for itself how it was made,
/// so a change here reaches each account with its next sign-in.
/// </summary>
internal static class PasswordPolicy
{
    /// <summary>The cost: the second recommendation of RFC 9106, section 4, which the other tools around the directory use too.</summary>
    public static Argon2Parameters Today { get; } = new(Memory: 64 * 1024, Passes: 3, Lanes: 4);

    /// <summary>Bytes of a new salt.</summary>
    public const int SaltLength = 16;

    /// <summary>Bytes of a new hash.</summary>
    public const int HashLength = 32;

    /// <summary>
    /// True for a cost that argon2 allows and that a stored hash may ask for: at most 1 GiB, and about twenty times the work
    /// of today's. A row that somebody else wrote must not stop the machine.
    /// </summary>
    /// <param name="parameters">The cost.</param>
    public static bool IsBearable(Argon2Parameters parameters) =>
        parameters is { Passes: >= 1, Lanes: >= 1 and <= 16, Memory: <= 1024 * 1024 }
        && parameters.Memory >= 8 * parameters.Lanes
        && parameters.Work <= 4 * 1024 * 1024;

    /// <summary>True for a hash that is weaker than one made today.</summary>
    /// <param name="hash">The hash.</param>
    public static bool IsWeak(PasswordHash hash) => hash.Parameters.Memory < Today.Memory || hash.Parameters.Work < Today.Work
        || hash.Salt.Length < SaltLength || hash.Value.Length < HashLength;
}
