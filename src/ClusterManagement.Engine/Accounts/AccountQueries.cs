using ClusterManagement.Data.Entities;

namespace ClusterManagement.Engine.Accounts;

/// <summary>Narrows queries to one user or group.</summary>
internal static class AccountQueries
{
    /// <summary>Keeps the members of a group; all users when none is given.</summary>
    /// <param name="rows">The users.</param>
    /// <param name="group">The group.</param>
    public static IQueryable<UserEntity> InGroup(this IQueryable<UserEntity> rows, GroupIdentity? group)
    {
        if (group is null) return rows;
        var (id, name) = (group.Id ?? group.Number, group.Name?.ToLowerInvariant());
        return id is not null
            ? rows.Where(row => row.Memberships.Any(membership => membership.GidNumber == id))
            : rows.Where(row => row.Memberships.Any(membership => membership.Group.Cn == name));
    }

    /// <summary>Keeps the groups of a user; all groups when none is given.</summary>
    /// <param name="rows">The groups.</param>
    /// <param name="user">The user.</param>
    public static IQueryable<GroupEntity> WithMember(this IQueryable<GroupEntity> rows, UserIdentity? user)
    {
        if (user is null) return rows;
        var (id, name) = (user.Id ?? user.Number, user.Name?.ToLowerInvariant());
        return id is not null
            ? rows.Where(row => row.Memberships.Any(membership => membership.UidNumber == id))
            : rows.Where(row => row.Memberships.Any(membership => membership.User.Username == name));
    }

    /// <summary>Keeps the memberships in a group; all of them when none is given.</summary>
    /// <param name="rows">The memberships.</param>
    /// <param name="group">The group.</param>
    public static IQueryable<UserGroupEntity> OfGroup(this IQueryable<UserGroupEntity> rows, GroupIdentity? group)
    {
        if (group is null) return rows;
        var (id, name) = (group.Id ?? group.Number, group.Name?.ToLowerInvariant());
        return id is not null ? rows.Where(row => row.GidNumber == id) : rows.Where(row => row.Group.Cn == name);
    }

    /// <summary>Keeps the memberships of a user; all of them when none is given.</summary>
    /// <param name="rows">The memberships.</param>
    /// <param name="user">The user.</param>
    public static IQueryable<UserGroupEntity> OfUser(this IQueryable<UserGroupEntity> rows, UserIdentity? user)
    {
        if (user is null) return rows;
        var (id, name) = (user.Id ?? user.Number, user.Name?.ToLowerInvariant());
        return id is not null ? rows.Where(row => row.UidNumber == id) : rows.Where(row => row.User.Username == name);
    }
}
