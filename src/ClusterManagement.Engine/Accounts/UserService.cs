using System.Linq.Expressions;
using ClusterManagement.Data;
using ClusterManagement.Data.Allocation;
using ClusterManagement.Data.Entities;
using ClusterManagement.Engine.Storage;
using ClusterManagement.Validation;
using Microsoft.EntityFrameworkCore;

namespace ClusterManagement.Engine.Accounts;

/// <summary>Accounts.</summary>
/// <param name="store">The database.</param>
/// <param name="passwords">What hashes passwords.</param>
internal sealed class UserService(ClusterStore store, PasswordHasher passwords) : IUserService
{
    private static readonly Expression<Func<UserEntity, User>> ToModel = row => new User
    {
        Id = row.UidNumber,
        Username = row.Username,
        Cn = row.Cn,
        Sn = row.Sn,
        GivenName = row.GivenName,
        Mail = row.Mail,
        SshPublicKey = row.SshPublicKey,
        HasPassword = row.UserPassword != null,
        Status = row.Status,
        IsAdministrator = row.Memberships.Any(membership => membership.Group.IsAdministrator),
        Groups = row.Memberships.OrderBy(membership => membership.Group.Cn).Select(membership => membership.Group.Cn).ToList(),
        CreatedAt = row.CreatedAt,
        UpdatedAt = row.UpdatedAt,
    };

    private readonly Credentials _credentials = new(store, passwords);

    /// <inheritdoc/>
    public IAsyncEnumerable<User> FindAsync(UserFilter filter, CancellationToken cancellationToken)
    {
        var name = filter.Username.ToLower();
        return store.StreamAsync(
            db =>
            {
                var rows = db.Users.WhereName(name, row => row.Username).InGroup(filter.Group);
                if (filter.Status is { } states) rows = rows.Where(row => states.Contains(row.Status));
                return rows.OrderBy(row => row.Username).Select(ToModel).AsAsyncEnumerable().Where(user => name.Takes(user.Username));
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<User?> CreateAsync(UserDraft draft, IOperationContext context)
    {
        var token = context.CancellationToken;
        var form = UserForm.Parse(draft);
        if (draft.Password is { } given) AccountRules.Password(given, "Password");
        await store.ReadAsync(db => RefuseTakenAsync(db, form.ToRow(), token), token);
        if (!await context.ApproveAsync($"user {form.Username}", "Register")) return null;

        // Hashing takes a third of a second; nobody else waits for it.
        var hash = draft.Password is { } password ? await passwords.HashAsync(password, token) : null;
        return await store.WriteAsync(
            async db =>
            {
                var row = form.ToRow();
                await RefuseTakenAsync(db, row, token);
                row.UserPassword = hash?.ToString();
                await AdmitAsync(db, row, token);
                db.Users.Add(row);
                await db.SaveChangesAsync(token);
                return await ReadAsync(db, row.UidNumber, token);
            },
            context);
    }

    /// <inheritdoc/>
    public async Task<User?> UpdateAsync(UserIdentity user, UserChanges changes, IOperationContext context)
    {
        var token = context.CancellationToken;
        var before = await store.ReadAsync(async db =>
        {
            var found = await EntityLookup.UserAsync(db, user, token);
            var name = found.Username;
            UserForm.Apply(found, changes);
            await RefuseTakenAsync(db, found, token);
            return (found.UidNumber, Name: name);
        }, token);
        if (!await context.ApproveAsync($"user {before.Name}", ChangeText.Of(changes))) return null;
        return await store.WriteAsync(
            async db =>
            {
                var row = await TrackAsync(db, before.UidNumber, before.Name, token);
                UserForm.Apply(row, changes);
                await RefuseTakenAsync(db, row, token);
                await db.SaveChangesAsync(token);
                return await ReadAsync(db, row.UidNumber, token);
            },
            context);
    }

    /// <inheritdoc/>
    public async Task<User?> ChangeStatusAsync(UserIdentity user, UserStatusChange change, bool force, IOperationContext context)
    {
        var token = context.CancellationToken;
        var before = await store.ReadAsync(async db =>
        {
            var found = await EntityLookup.UserAsync(db, user, token);
            await CheckAsync(db, found);
            return found;
        }, token);
        if (StatusRules.IsDone(before.Status, change))
        {
            context.Verbose($"User {before.Username} is {StatusRules.Describe(before.Status)} already.");
            return await store.ReadAsync(db => ReadAsync(db, before.UidNumber, token), token);
        }

        if (!await context.ApproveAsync($"user {before.Username}", change.ToString())) return null;
        return await store.WriteAsync(
            async db =>
            {
                var row = await TrackAsync(db, before.UidNumber, before.Username, token);
                row.Status = await CheckAsync(db, row);
                await db.SaveChangesAsync(token);
                return await ReadAsync(db, row.UidNumber, token);
            },
            context);

        async Task<UserStatus> CheckAsync(ClusterContext db, UserEntity row)
        {
            var next = StatusRules.Next(row, change);
            if (next == UserStatus.Suspended && !force)
            {
                await AdministratorGuard.RequireAsync(
                    db, other => other.UidNumber != row.UidNumber, $"User {row.Username} cannot be suspended", row.Username, token);
            }

            return next;
        }
    }

    /// <inheritdoc/>
    public async Task<User?> SetPasswordAsync(UserIdentity user, SecretText password, IOperationContext context)
    {
        var uidNumber = await _credentials.SetAsync(user, password, context);
        return uidNumber is null ? null : await store.ReadAsync(db => ReadAsync(db, uidNumber.Value, context.CancellationToken));
    }

    /// <inheritdoc/>
    public Task<bool> TestCredentialAsync(string username, SecretText password, IOperationContext context) =>
        _credentials.TestAsync(username, password, context);

    /// <inheritdoc/>
    public async Task RemoveAsync(UserIdentity user, bool force, IOperationContext context)
    {
        var token = context.CancellationToken;
        var before = await store.ReadAsync(async db =>
        {
            var found = await EntityLookup.UserAsync(db, user, token);
            await GuardAsync(db, found);
            return found;
        }, token);
        if (!await context.ApproveAsync($"user {before.Username} ({before.UidNumber})", "Remove")) return;
        await store.WriteAsync(
            async db =>
            {
                // The memberships are loaded, so that the audit trail tells of each; the database's cascade alone is silent.
                var row = await db.Users.AsTracking().Include(entry => entry.Memberships).ThenInclude(entry => entry.Group)
                    .FirstOrDefaultAsync(entry => entry.UidNumber == before.UidNumber, token);
                if (row is null) return 0;
                await GuardAsync(db, row);
                db.Users.Remove(row);
                return await db.SaveChangesAsync(token);
            },
            context);

        Task GuardAsync(ClusterContext db, UserEntity row) => force
            ? Task.CompletedTask
            : AdministratorGuard.RequireAsync(
                db, other => other.UidNumber != row.UidNumber, $"User {row.Username} cannot be removed", row.Username, token);
    }

    private static Task<User> ReadAsync(ClusterContext db, int uidNumber, CancellationToken cancellationToken) =>
        db.Users.Where(row => row.UidNumber == uidNumber).Select(ToModel).SingleAsync(cancellationToken);

    private static async Task<UserEntity> TrackAsync(ClusterContext db, int uidNumber, string name, CancellationToken cancellationToken) =>
        await db.Users.AsTracking().FirstOrDefaultAsync(row => row.UidNumber == uidNumber, cancellationToken)
        ?? throw new ObjectNotFoundException(Nouns.User, name);

    // Who is first is decided in the writing transaction, in which no other user can come.
    private static async Task AdmitAsync(ClusterContext db, UserEntity row, CancellationToken cancellationToken)
    {
        var isFirst = !await db.Users.AnyAsync(cancellationToken);
        row.UidNumber = await AccountNumberPool.TakeAsync(db, AccountNumberPool.Users, cancellationToken);
        row.Status = isFirst ? UserStatus.Active : UserStatus.Pending;
        string[] groups = isFirst ? [DefaultGroups.Users, DefaultGroups.Administrators] : [DefaultGroups.Users];
        foreach (var name in groups)
        {
            var group = await db.Groups.AsTracking().FirstOrDefaultAsync(group => group.Cn == name, cancellationToken)
                ?? throw new ObjectNotFoundException(Nouns.Group, name, $"Registration needs it; make it again with New-ClusterGroup {name}.");
            row.Memberships.Add(new UserGroupEntity { Group = group });
        }
    }

    private static async Task<bool> RefuseTakenAsync(ClusterContext db, UserEntity row, CancellationToken cancellationToken)
    {
        if (await db.Users.AnyAsync(user => user.Username == row.Username && user.UidNumber != row.UidNumber, cancellationToken))
        {
            throw new ObjectExistsException(Nouns.User, row.Username);
        }

        var owner = await db.Users.Where(user => user.Mail == row.Mail && user.UidNumber != row.UidNumber)
            .Select(user => user.Username).FirstOrDefaultAsync(cancellationToken);
        return owner is null
            ? true
            : throw new ObjectExistsException(Nouns.User, row.Mail, $"The mail address '{row.Mail}' belongs to user {owner} already.");
    }
}
