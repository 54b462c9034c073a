namespace ClusterManagement;

/// <summary>Names a user: by login name, by uid number, or by the object.</summary>
public sealed class UserIdentity : ClusterIdentity
{
    /// <summary>Names a user by the login name.</summary>
    /// <param name="username">The name.</param>
    public UserIdentity(string username)
        : base(username)
    {
    }

    /// <summary>Names a user by the uid number.</summary>
    /// <param name="uidNumber">The number.</param>
    public UserIdentity(int uidNumber)
        : base(uidNumber)
    {
    }

    /// <summary>Names a user by the object.</summary>
    /// <param name="model">The object.</param>
    public UserIdentity(User model)
        : base(model, model?.Username ?? string.Empty)
    {
    }
}
