using System.Linq.Expressions;
using ClusterManagement.Data;
using ClusterManagement.Data.Entities;
using Microsoft.EntityFrameworkCore;

namespace ClusterManagement.Engine.Accounts;

/// <summary>Sees to it that a cluster with active administrators keeps one: an active user in a group of administrators.</summary>
internal static class AdministratorGuard
{
    /// <summary>
    /// Refuses a change after which no active administrator would be left. Called before the change is asked for, and again in
    /// the transaction that makes it, where no other writer can take the rest away.
    /// </summary>
    /// <param name="db">The database.</param>
    /// <param name="stays">Which memberships the change leaves alone.</param>
    /// <param name="change">What cannot be done, for example <c>User alice cannot be removed</c>.</param>
    /// <param name="target">The object concerned.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="ClusterException"><c>LastAdministrator</c>.</exception>
    public static async Task RequireAsync(
        ClusterContext db, Expression<Func<UserGroupEntity, bool>> stays, string change, string target, CancellationToken cancellationToken)
    {
        var administrators = db.UserGroups.Where(row => row.User.Status == UserStatus.Active && row.Group.IsAdministrator);
        if (await administrators.AnyAsync(stays, cancellationToken) || !await administrators.AnyAsync(cancellationToken)) return;
        throw new ClusterException(
            ErrorIds.LastAdministrator, ClusterErrorKind.InUse,
            $"{change}: no active administrator would be left.",
            $"Make another active user an administrator first (Add-ClusterGroupMember {DefaultGroups.Administrators} -User <name>), "
            + "or repeat the command with -Force.",
            target);
    }
}
