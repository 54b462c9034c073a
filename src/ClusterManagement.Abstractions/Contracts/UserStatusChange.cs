namespace ClusterManagement;

/// <summary>What to do to an account's state.</summary>
public enum UserStatusChange
{
    /// <summary>Lets a pending user in.</summary>
    Approve,

    /// <summary>Shuts an active user out.</summary>
    Suspend,

    /// <summary>Lets a suspended user in again.</summary>
    Resume,
}
