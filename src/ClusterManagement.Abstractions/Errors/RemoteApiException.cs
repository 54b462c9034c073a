namespace ClusterManagement;

/// <summary>
/// A remote API refused or failed a request. Error ids: <c>RemoteApiError</c>, <c>AuthenticationFailed</c>,
/// <c>PermissionDenied</c>, <c>NotConnected</c>, <c>Timeout</c>.
/// </summary>
public sealed class RemoteApiException : ClusterException
{
    /// <summary>Creates the error.</summary>
    /// <param name="errorId">The stable identifier.</param>
    /// <param name="kind">The sort of failure.</param>
    /// <param name="message">What failed, on what, in the words of the API where it has some.</param>
    /// <param name="recommendedAction">What to do next.</param>
    /// <param name="target">The object concerned.</param>
    /// <param name="innerException">The cause.</param>
    public RemoteApiException(
        string errorId,
        ClusterErrorKind kind,
        string message,
        string? recommendedAction = null,
        object? target = null,
        Exception? innerException = null)
        : base(errorId, kind, message, recommendedAction, target, innerException)
    {
    }

    /// <summary>The HTTP status, or null when no answer arrived.</summary>
    public int? HttpStatus { get; init; }

    /// <summary>The HTTP reason phrase, where Proxmox puts its message.</summary>
    public string? ReasonPhrase { get; init; }

    /// <summary>The request's method and path, without parameters.</summary>
    public string? Request { get; init; }

    /// <summary>What the API said of single parameters, by the API's own parameter names.</summary>
    public IReadOnlyDictionary<string, string> FieldErrors { get; init; } = new Dictionary<string, string>();

    /// <summary>The task (UPID) that failed, when the failure is a task's.</summary>
    public string? Task { get; init; }

    /// <summary>
    /// True when the request may have been carried out although no answer arrived: the truth has to be looked up
    /// before the next step.
    /// </summary>
    public bool IsAmbiguous { get; init; }
}
