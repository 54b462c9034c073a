namespace ClusterManagement;

/// <summary>What a row of another system's database stands for.</summary>
public enum ImportKind
{
    /// <summary>A site.</summary>
    Site,

    /// <summary>A node.</summary>
    Node,

    /// <summary>A public domain.</summary>
    ExternalDomain,

    /// <summary>A container.</summary>
    Container,

    /// <summary>A service of a container.</summary>
    Service,

    /// <summary>A group of users.</summary>
    Group,

    /// <summary>An account.</summary>
    User,

    /// <summary>A user's membership in a group.</summary>
    GroupMember,

    /// <summary>A secret that signs web sessions.</summary>
    SessionSecret,

    /// <summary>A job and its history.</summary>
    Job,
}
