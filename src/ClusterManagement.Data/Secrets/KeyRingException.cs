namespace ClusterManagement.Data.Secrets;

/// <summary>Why a key ring, or a key of it, cannot be used. Whoever was about to use it says for what.</summary>
/// <param name="reason">The reason, as a clause.</param>
/// <param name="remedy">What to do, as the beginning of a sentence.</param>
/// <param name="innerException">The cause.</param>
internal sealed class KeyRingException(string reason, string remedy, Exception? innerException = null) : Exception(reason, innerException)
{
    /// <summary>What to do, as the beginning of a sentence.</summary>
    public string Remedy => remedy;
}
