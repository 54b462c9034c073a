namespace ClusterManagement.Data.Audit;

/// <summary>Who makes a change, and from where.</summary>
/// <param name="Command">The command.</param>
public sealed record AuditOrigin(string Command)
{
    /// <summary>The operating system's user; on Windows with the domain or machine the account is of.</summary>
    public static string UserName { get; } = Environment.UserName is not { Length: > 0 } name ? "unknown"
        : OperatingSystem.IsWindows() ? $"{Environment.UserDomainName}\\{name}"
        : name;

    /// <summary>This machine.</summary>
    public static string Host { get; } = Environment.MachineName;
}
