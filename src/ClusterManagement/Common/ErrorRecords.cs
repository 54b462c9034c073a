using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Makes every error record of the module, from the errors of the layers below.</summary>
internal static class ErrorRecords
{
    /// <summary>The record of an error.</summary>
    /// <param name="exception">The error.</param>
    public static ErrorRecord From(ClusterException exception) => new(exception, exception.ErrorId, Category(exception.Kind), exception.Target)
    {
        ErrorDetails = new ErrorDetails(exception.Message) { RecommendedAction = exception.RecommendedAction ?? string.Empty },
    };

    private static ErrorCategory Category(ClusterErrorKind kind) => kind switch
    {
        ClusterErrorKind.NotFound => ErrorCategory.ObjectNotFound,
        ClusterErrorKind.AlreadyExists => ErrorCategory.ResourceExists,
        ClusterErrorKind.InvalidValue => ErrorCategory.InvalidArgument,
        ClusterErrorKind.InUse or ClusterErrorKind.Conflict => ErrorCategory.ResourceBusy,
        ClusterErrorKind.Connection => ErrorCategory.ConnectionError,
        ClusterErrorKind.Authentication => ErrorCategory.AuthenticationError,
        ClusterErrorKind.Permission => ErrorCategory.PermissionDenied,
        ClusterErrorKind.RemoteApi => ErrorCategory.ProtocolError,
        ClusterErrorKind.PoolExhausted => ErrorCategory.LimitsExceeded,
        ClusterErrorKind.Timeout => ErrorCategory.OperationTimeout,
        ClusterErrorKind.Schema => ErrorCategory.InvalidOperation,
        ClusterErrorKind.Database => ErrorCategory.ResourceUnavailable,
        _ => ErrorCategory.NotSpecified,
    };
}
