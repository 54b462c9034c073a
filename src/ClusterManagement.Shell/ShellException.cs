namespace ClusterManagement.Shell;

/// <summary>The shell itself cannot go on; the message says why and the advice what to do.</summary>
/// <param name="message">What is wrong.</param>
/// <param name="advice">What to do about it.</param>
public sealed class ShellException(string message, string advice) : Exception(message)
{
    /// <summary>Gets what to do about it.</summary>
    public string Advice { get; } = advice;
}
