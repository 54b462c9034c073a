using System.Linq.Expressions;
using ClusterManagement.Data;
using ClusterManagement.Data.Entities;
using ClusterManagement.Engine.Storage;
using Microsoft.EntityFrameworkCore;

namespace ClusterManagement.Engine.Accounts;

/// <summary>Which user belongs to which group.</summary>
/// <param name="store">The database.</param>
internal sealed class Memberships(ClusterStore store)
{
    private static readonly Expression<Func<UserGroupEntity, GroupMember>> ToModel = row => new GroupMember
    {
        Id = row.UidNumber,
        Group = row.Group.Cn,
        GidNumber = row.GidNumber,
        User = row.User.Username,
        Cn = row.User.Cn,
        Status = row.User.Status,
        CreatedAt = row.CreatedAt,
        UpdatedAt = row.UpdatedAt,
    };

    /// <inheritdoc cref="IGroupService.FindMembersAsync"/>
    public IAsyncEnumerable<GroupMember> FindAsync(GroupIdentity? group, UserIdentity? user, CancellationToken cancellationToken) => store.StreamAsync(
        db => db.UserGroups.OfGroup(group).OfUser(user).OrderBy(row => row.Group.Cn).ThenBy(row => row.User.Username)
            .Select(ToModel).AsAsyncEnumerable(),
        cancellationToken);

    /// <inheritdoc cref="IGroupService.AddMemberAsync"/>
    public async Task<GroupMember?> AddAsync(GroupIdentity group, UserIdentity user, IOperationContext context)
    {
        var token = context.CancellationToken;
        var (groupRow, userRow) = await store.ReadAsync(async db =>
        {
            var groupRow = await EntityLookup.GroupAsync(db, group, token);
            var userRow = await EntityLookup.UserAsync(db, user, token);
            await RefuseMemberAsync(db, groupRow, userRow, token);
            return (groupRow, userRow);
        }, token);
        if (!await context.ApproveAsync($"group {groupRow.Cn}", $"Add user {userRow.Username}")) return null;
        return await store.WriteAsync(
            async db =>
            {
                await RefuseMemberAsync(db, groupRow, userRow, token);
                db.UserGroups.Add(new UserGroupEntity
                {
                    User = await db.Users.AsTracking().FirstOrDefaultAsync(row => row.UidNumber == userRow.UidNumber, token)
                        ?? throw new ObjectNotFoundException(Nouns.User, userRow.Username),
                    Group = await db.Groups.AsTracking().FirstOrDefaultAsync(row => row.GidNumber == groupRow.GidNumber, token)
                        ?? throw new ObjectNotFoundException(Nouns.Group, groupRow.Cn),
                });
                await db.SaveChangesAsync(token);
                return await Rows(db, groupRow, userRow).Select(ToModel).SingleAsync(token);
            },
            context);
    }

    /// <inheritdoc cref="IGroupService.RemoveMemberAsync"/>
    public async Task RemoveAsync(GroupIdentity group, UserIdentity user, bool force, IOperationContext context)
    {
        var token = context.CancellationToken;
        var (groupRow, userRow) = await store.ReadAsync(async db =>
        {
            var groupRow = await EntityLookup.GroupAsync(db, group, token);
            var userRow = await EntityLookup.UserAsync(db, user, token);
            if (!await Rows(db, groupRow, userRow).AnyAsync(token)) throw NoMember(groupRow, userRow);
            await GuardAsync(db, groupRow, userRow);
            return (groupRow, userRow);
        }, token);
        if (!await context.ApproveAsync($"group {groupRow.Cn}", $"Remove user {userRow.Username}")) return;
        await store.WriteAsync(
            async db =>
            {
                var row = await Rows(db, groupRow, userRow).AsTracking()
                    .Include(entry => entry.User).Include(entry => entry.Group).FirstOrDefaultAsync(token);
                if (row is null) return 0;
                await GuardAsync(db, groupRow, userRow);
                db.UserGroups.Remove(row);
                return await db.SaveChangesAsync(token);
            },
            context);

        Task GuardAsync(ClusterContext db, GroupEntity groupRow, UserEntity userRow) => force
            ? Task.CompletedTask
            : AdministratorGuard.RequireAsync(
                db,
                other => other.GidNumber != groupRow.GidNumber || other.UidNumber != userRow.UidNumber,
                $"User {userRow.Username} cannot be removed from group {groupRow.Cn}",
                userRow.Username,
                token);
    }

    private static IQueryable<UserGroupEntity> Rows(ClusterContext db, GroupEntity group, UserEntity user) =>
        db.UserGroups.Where(row => row.GidNumber == group.GidNumber && row.UidNumber == user.UidNumber);

    private static async Task RefuseMemberAsync(ClusterContext db, GroupEntity group, UserEntity user, CancellationToken cancellationToken)
    {
        if (!await Rows(db, group, user).AnyAsync(cancellationToken)) return;
        throw new ObjectExistsException(Nouns.GroupMember, user.Username, $"User {user.Username} is a member of group {group.Cn} already.");
    }

    private static ClusterException NoMember(GroupEntity group, UserEntity user) => new(
        ErrorIds.NotFound(Nouns.GroupMember), ClusterErrorKind.NotFound,
        $"User {user.Username} is not a member of group {group.Cn}.",
        $"See its members with Get-ClusterGroupMember {group.Cn}.", user.Username);
}
