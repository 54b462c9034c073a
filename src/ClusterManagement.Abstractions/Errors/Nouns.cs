namespace ClusterManagement;

/// <summary>How the kinds of objects are called in error ids, sentences and cmdlets.</summary>
public static class Nouns
{
    /// <summary>A site.</summary>
    public const string Site = "Site";

    /// <summary>A Proxmox node.</summary>
    public const string Node = "Node";

    /// <summary>An LXC container.</summary>
    public const string Container = "Container";

    /// <summary>A service of a container.</summary>
    public const string Service = "Service";

    /// <summary>A public domain.</summary>
    public const string Domain = "ExternalDomain";

    /// <summary>A certificate of a public domain.</summary>
    public const string Certificate = "Certificate";

    /// <summary>A job.</summary>
    public const string Job = "Job";

    /// <summary>A user account.</summary>
    public const string User = "User";

    /// <summary>A group of users.</summary>
    public const string Group = "Group";

    /// <summary>A user's membership in a group.</summary>
    public const string GroupMember = "GroupMember";

    /// <summary>A secret that signs sessions.</summary>
    public const string SessionSecret = "SessionSecret";

    /// <summary>A container template.</summary>
    public const string Template = "Template";

    /// <summary>A storage of a Proxmox node.</summary>
    public const string Storage = "Storage";

    /// <summary>A database.</summary>
    public const string Database = "Database";

    /// <summary>A backup of a database.</summary>
    public const string Backup = "Backup";

    /// <summary>A snapshot of a container.</summary>
    public const string Snapshot = "Snapshot";

    /// <summary>A backup of a container.</summary>
    public const string ContainerBackup = "ContainerBackup";

    /// <summary>The kind at the start of a sentence.</summary>
    /// <param name="noun">One of the constants of this class.</param>
    public static string Describe(string noun) => noun switch
    {
        Domain => "External domain",
        GroupMember => "Group member",
        SessionSecret => "Session secret",
        ContainerBackup => "Backup",
        _ => noun,
    };

    /// <summary>The cmdlet that lists objects of the kind.</summary>
    /// <param name="noun">One of the constants of this class.</param>
    public static string GetCommand(string noun) => noun switch
    {
        Domain => "Get-ExternalDomain",
        SessionSecret => "Get-SessionSecret",
        Template => "Get-ClusterTemplate",
        Storage => "Test-ClusterNode -Detailed",
        _ => "Get-Cluster" + noun,
    };
}
