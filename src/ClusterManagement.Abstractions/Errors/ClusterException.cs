namespace ClusterManagement;

/// <summary>
/// Base of every error this module raises on purpose. The message says what failed and on what;
/// <see cref="RecommendedAction"/> says what to do next. Neither ever holds a secret.
/// </summary>
public class ClusterException : Exception
{
    /// <summary>Creates an error.</summary>
    /// <param name="errorId">The stable identifier scripts may test for, for example <c>SiteNotFound</c>.</param>
    /// <param name="kind">The sort of failure.</param>
    /// <param name="message">What failed, and on what.</param>
    /// <param name="recommendedAction">What to do next.</param>
    /// <param name="target">The object concerned, usually its name.</param>
    /// <param name="innerException">The cause.</param>
    public ClusterException(
        string errorId,
        ClusterErrorKind kind,
        string message,
        string? recommendedAction = null,
        object? target = null,
        Exception? innerException = null)
        : base(message, innerException)
    {
        ErrorId = errorId;
        Kind = kind;
        RecommendedAction = recommendedAction;
        Target = target;
    }

    /// <summary>The stable identifier of this error.</summary>
    public string ErrorId { get; }

    /// <summary>The sort of failure.</summary>
    public ClusterErrorKind Kind { get; }

    /// <summary>What the reader can do about it.</summary>
    public string? RecommendedAction { get; }

    /// <summary>The object concerned, usually its name.</summary>
    public object? Target { get; }
}
