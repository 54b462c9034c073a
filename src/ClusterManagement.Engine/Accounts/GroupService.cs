using System.Linq.Expressions;
using ClusterManagement.Data;
using ClusterManagement.Data.Allocation;
using ClusterManagement.Data.Entities;
using ClusterManagement.Engine.Storage;
using ClusterManagement.Validation;
using Microsoft.EntityFrameworkCore;

namespace ClusterManagement.Engine.Accounts;

/// <summary>Groups and their members.</summary>
/// <param name="store">The database.</param>
internal sealed class GroupService(ClusterStore store) : IGroupService
{
    private static readonly Expression<Func<GroupEntity, Group>> ToModel = row => new Group
    {
        Id = row.GidNumber,
        Cn = row.Cn,
        IsAdministrator = row.IsAdministrator,
        Members = row.Memberships.Count,
        CreatedAt = row.CreatedAt,
        UpdatedAt = row.UpdatedAt,
    };

    private readonly Memberships _memberships = new(store);

    /// <inheritdoc/>
    public IAsyncEnumerable<Group> FindAsync(NameFilter cn, UserIdentity? user, CancellationToken cancellationToken)
    {
        var name = cn.ToLower();
        return store.StreamAsync(
            db => db.Groups.WhereName(name, row => row.Cn).WithMember(user).OrderBy(row => row.Cn).Select(ToModel)
                .AsAsyncEnumerable().Where(group => name.Takes(group.Cn)),
            cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<Group?> CreateAsync(GroupDraft draft, IOperationContext context)
    {
        var token = context.CancellationToken;
        var name = AccountRules.GroupName(draft.Cn, "Cn");
        await store.ReadAsync(db => RefuseTakenAsync(db, name, null, token), token);
        if (!await context.ApproveAsync($"group {name}", "Create")) return null;
        return await store.WriteAsync(
            async db =>
            {
                await RefuseTakenAsync(db, name, null, token);
                var row = new GroupEntity { Cn = name, IsAdministrator = draft.IsAdministrator };
                row.GidNumber = await AccountNumberPool.TakeAsync(db, AccountNumberPool.Groups, token);
                db.Groups.Add(row);
                await db.SaveChangesAsync(token);
                return await ReadAsync(db, row.GidNumber, token);
            },
            context);
    }

    /// <inheritdoc/>
    public async Task<Group?> UpdateAsync(GroupIdentity group, GroupChanges changes, bool force, IOperationContext context)
    {
        var token = context.CancellationToken;
        var before = await store.ReadAsync(async db =>
        {
            var found = await EntityLookup.GroupAsync(db, group, token);
            var name = found.Cn;
            await ApplyAsync(db, found);
            return (found.GidNumber, Name: name);
        }, token);
        if (!await context.ApproveAsync($"group {before.Name}", ChangeText.Of(changes))) return null;
        return await store.WriteAsync(
            async db =>
            {
                var row = await db.Groups.AsTracking().FirstOrDefaultAsync(row => row.GidNumber == before.GidNumber, token)
                    ?? throw new ObjectNotFoundException(Nouns.Group, before.Name);
                await ApplyAsync(db, row);
                await db.SaveChangesAsync(token);
                return await ReadAsync(db, row.GidNumber, token);
            },
            context);

        async Task ApplyAsync(ClusterContext db, GroupEntity row)
        {
            if (changes.Cn.IsGiven)
            {
                var name = AccountRules.GroupName(changes.Cn.Value, "NewCn");
                if (name != row.Cn) RefuseDefault(row, "renamed");
                await RefuseTakenAsync(db, name, row.GidNumber, token);
                row.Cn = name;
            }

            if (!changes.IsAdministrator.IsGiven) return;
            if (!changes.IsAdministrator.Value && !force)
            {
                await AdministratorGuard.RequireAsync(
                    db, other => other.GidNumber != row.GidNumber, $"Group {row.Cn} cannot lose its rights", row.Cn, token);
            }

            row.IsAdministrator = changes.IsAdministrator.Value;
        }
    }

    /// <inheritdoc/>
    public async Task RemoveAsync(GroupIdentity group, bool force, IOperationContext context)
    {
        var token = context.CancellationToken;
        var before = await store.ReadAsync(async db =>
        {
            var found = await EntityLookup.GroupAsync(db, group, token);
            await CheckAsync(db, found);
            return found;
        }, token);
        if (!await context.ApproveAsync($"group {before.Cn} ({before.GidNumber})", "Remove")) return;
        await store.WriteAsync(
            async db =>
            {
                // The memberships are loaded, so that the audit trail tells of each; the database's cascade alone is silent.
                var row = await db.Groups.AsTracking().Include(entry => entry.Memberships).ThenInclude(entry => entry.User)
                    .FirstOrDefaultAsync(entry => entry.GidNumber == before.GidNumber, token);
                if (row is null) return 0;
                await CheckAsync(db, row);
                db.Groups.Remove(row);
                return await db.SaveChangesAsync(token);
            },
            context);

        async Task CheckAsync(ClusterContext db, GroupEntity row)
        {
            RefuseDefault(row, "removed");
            if (force) return;
            await AdministratorGuard.RequireAsync(db, other => other.GidNumber != row.GidNumber, $"Group {row.Cn} cannot be removed", row.Cn, token);
            await RefuseUsedAsync(db, row, token);
        }
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<GroupMember> FindMembersAsync(GroupIdentity? group, UserIdentity? user, CancellationToken cancellationToken) =>
        _memberships.FindAsync(group, user, cancellationToken);

    /// <inheritdoc/>
    public Task<GroupMember?> AddMemberAsync(GroupIdentity group, UserIdentity user, IOperationContext context) =>
        _memberships.AddAsync(group, user, context);

    /// <inheritdoc/>
    public Task RemoveMemberAsync(GroupIdentity group, UserIdentity user, bool force, IOperationContext context) =>
        _memberships.RemoveAsync(group, user, force, context);

    private static Task<Group> ReadAsync(ClusterContext db, int gidNumber, CancellationToken cancellationToken) =>
        db.Groups.Where(row => row.GidNumber == gidNumber).Select(ToModel).SingleAsync(cancellationToken);

    private static async Task<bool> RefuseTakenAsync(ClusterContext db, string name, int? except, CancellationToken cancellationToken) =>
        await db.Groups.AnyAsync(row => row.Cn == name && row.GidNumber != except, cancellationToken)
            ? throw new ObjectExistsException(Nouns.Group, name)
            : true;

    private static void RefuseDefault(GroupEntity row, string change)
    {
        if (!DefaultGroups.Contains(row.Cn)) return;
        throw new ObjectInUseException(
            Nouns.Group, row.Cn,
            $"Group {row.Cn} cannot be {change}: users become members of it when they register.",
            "Make a group of your own with New-ClusterGroup, and leave this one as it is.");
    }

    private static async Task RefuseUsedAsync(ClusterContext db, GroupEntity row, CancellationToken cancellationToken)
    {
        var members = await db.UserGroups.Where(entry => entry.GidNumber == row.GidNumber).OrderBy(entry => entry.User.Username)
            .Select(entry => entry.User.Username).Take(6).ToListAsync(cancellationToken);
        if (members.Count == 0) return;
        throw new ObjectInUseException(
            Nouns.Group, row.Cn,
            $"Group {row.Cn} cannot be removed: it has members ({string.Join(", ", members.Take(5))}{(members.Count > 5 ? ", ..." : string.Empty)}).",
            $"Remove them first (Get-ClusterGroupMember {row.Cn} | Remove-ClusterGroupMember), or repeat the command with -Force.");
    }
}
