namespace ClusterManagement;

/// <summary>Whether an account may be used.</summary>
public enum UserStatus
{
    /// <summary>Registered, and not approved yet: cannot sign in.</summary>
    Pending,

    /// <summary>Can sign in.</summary>
    Active,

    /// <summary>Shut out until it is resumed.</summary>
    Suspended,
}
