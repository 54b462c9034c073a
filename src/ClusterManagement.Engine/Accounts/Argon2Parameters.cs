namespace ClusterManagement.Engine.Accounts;

/// <summary>What an argon2id hash costs (RFC 9106, section 3.1).</summary>
/// <param name="Memory">KiB of memory (m).</param>
/// <param name="Passes">Passes over the memory (t).</param>
/// <param name="Lanes">Lanes of the memory, computed side by side (p).</param>
internal readonly record struct Argon2Parameters(int Memory, int Passes, int Lanes)
{
    /// <summary>The work of a computation: KiB that are written.</summary>
    public long Work => (long)Memory * Passes;
}
