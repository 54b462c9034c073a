namespace ClusterManagement.Data.Audit;

/// <summary>Who makes a change, and from where.</summary>
/// <param name="Command">The command.</param>
public sealed record AuditOrigin(string Command)
{
    /// <summary>The operating system's user.</summary>
    public static string UserName { get; } = Environment.UserName is { Length: > 0 } name ? name : "unknown";

    /// <summary>This machine.</summary>
    public static string Host { get; } = Environment.MachineName;
}
