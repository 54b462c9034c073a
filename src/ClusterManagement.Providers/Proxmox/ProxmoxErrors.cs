using System.Text.RegularExpressions;

namespace ClusterManagement.Providers.Proxmox;

/// <summary>
/// Tells apart what Proxmox reports under one HTTP status: missing, existing, locked and not running all answer 500,
/// so the text decides. Works for refused requests and for failed tasks.
/// </summary>
public static partial class ProxmoxErrors
{
    /// <summary>Something the request needs does not exist: a container, storage, volume, snapshot, task, node.</summary>
    /// <param name="error">The error.</param>
    public static bool IsDoesNotExist(RemoteApiException error) => Has(error, DoesNotExist());

    /// <summary>The container itself does not exist on the node asked; it may live on another.</summary>
    /// <param name="error">The error.</param>
    public static bool IsContainerMissing(RemoteApiException error) => Has(error, ContainerMissing());

    /// <summary>The task itself is unknown to its node.</summary>
    /// <param name="error">The error.</param>
    public static bool IsTaskMissing(RemoteApiException error) => Has(error, TaskMissing());

    /// <summary>What should be made exists already: a container id, a snapshot, a file, a token.</summary>
    /// <param name="error">The error.</param>
    public static bool IsAlreadyExists(RemoteApiException error) => Has(error, AlreadyExists());

    /// <summary>The container id is taken: take the next one.</summary>
    /// <param name="error">The error.</param>
    public static bool IsVmIdTaken(RemoteApiException error) => Has(error, VmIdTaken());

    /// <summary>Another operation holds the container.</summary>
    /// <param name="error">The error.</param>
    public static bool IsLocked(RemoteApiException error) => Has(error, Locked());

    /// <summary>The container is not running.</summary>
    /// <param name="error">The error.</param>
    public static bool IsNotRunning(RemoteApiException error) => Has(error, NotRunning());

    /// <summary>The container runs already.</summary>
    /// <param name="error">The error.</param>
    public static bool IsAlreadyRunning(RemoteApiException error) => Has(error, AlreadyRunning());

    /// <summary>The container still runs, which forbids the operation.</summary>
    /// <param name="error">The error.</param>
    public static bool IsStillRunning(RemoteApiException error) => Has(error, StillRunning());

    /// <summary>Proxmox waited for a lock in vain; nothing was done and the same request may succeed later.</summary>
    /// <param name="error">The error.</param>
    public static bool IsLockTimeout(RemoteApiException error) => Has(error, LockTimeout());

    /// <summary>The configuration changed since its digest was read.</summary>
    /// <param name="error">The error.</param>
    public static bool IsDigestMismatch(RemoteApiException error) => Has(error, DigestMismatch());

    /// <summary>The disk has the size already that it should grow to.</summary>
    /// <param name="error">The error.</param>
    public static bool IsSizeReached(RemoteApiException error) => Has(error, SizeReached());

    private static bool Has(RemoteApiException error, Regex pattern)
    {
        ArgumentNullException.ThrowIfNull(error);
        return error.Kind is ClusterErrorKind.RemoteApi or ClusterErrorKind.InUse
            && (pattern.IsMatch(error.Message)
                || (error.ReasonPhrase is { } reason && pattern.IsMatch(reason))
                || error.FieldErrors.Values.Any(pattern.IsMatch));
    }

    [GeneratedRegex(
        @"does not exist|\bno such (?:task|cluster node|template)|unable to find VM|\bno such logical volume",
        RegexOptions.IgnoreCase)]
    private static partial Regex DoesNotExist();

    [GeneratedRegex(@"Configuration file '[^']*\blxc/\d+\.conf' does not exist")]
    private static partial Regex ContainerMissing();

    [GeneratedRegex(@"\bno such task\b")]
    private static partial Regex TaskMissing();

    [GeneratedRegex(@"\balready exists\b|\bsnapshot name '[^']*' already used|refusing to override existing file")]
    private static partial Regex AlreadyExists();

    [GeneratedRegex(@"\b(?:CT|VM) \d+ already exists\b")]
    private static partial Regex VmIdTaken();

    [GeneratedRegex(@"\b(?:CT|VM)(?: \d+)? is locked\b")]
    private static partial Regex Locked();

    [GeneratedRegex(@"\b(?:CT|VM) \d+ (?:is )?not running\b")]
    private static partial Regex NotRunning();

    [GeneratedRegex(@"\b(?:CT|VM) \d+ (?:is )?already running\b")]
    private static partial Regex AlreadyRunning();

    [GeneratedRegex(@"\bcontainer is running\b|\bof a running container\b|\bif the CT is running\b")]
    private static partial Regex StillRunning();

    [GeneratedRegex(@"\bgot (?:lock request )?timeout\b|\bcan't lock file\b|\bcan't acquire lock\b", RegexOptions.IgnoreCase)]
    private static partial Regex LockTimeout();

    [GeneratedRegex(@"\bdisk is already at specified size\b")]
    private static partial Regex SizeReached();

    [GeneratedRegex(@"detected modified configuration")]
    private static partial Regex DigestMismatch();
}
