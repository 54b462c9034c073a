namespace ClusterManagement.Engine.Accounts;

/// <summary>The groups that registration puts users into. They come with the schema.</summary>
internal static class DefaultGroups
{
    /// <summary>Every user's: access to containers.</summary>
    public const string Users = "ldapusers";

    /// <summary>The first user's: administration of the cluster.</summary>
    public const string Administrators = "sysadmins";

    /// <summary>True for a group that registration needs.</summary>
    /// <param name="cn">The group's name.</param>
    public static bool Contains(string cn) => cn is Users or Administrators;
}
