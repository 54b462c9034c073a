using ClusterManagement.Data.Entities;
using ClusterManagement.Engine.Storage;
using ClusterManagement.Validation;
using Microsoft.EntityFrameworkCore;

namespace ClusterManagement.Engine.Accounts;

/// <summary>The passwords of users, and who may sign in with them.</summary>
/// <param name="store">The database.</param>
/// <param name="passwords">What hashes passwords.</param>
internal sealed class Credentials(ClusterStore store, PasswordHasher passwords)
{
    /// <summary>Sets a user's password.</summary>
    /// <param name="user">The user.</param>
    /// <param name="password">The password.</param>
    /// <param name="context">The operation's context.</param>
    /// <returns>The user's number, or null when the change was not approved.</returns>
    public async Task<int?> SetAsync(UserIdentity user, SecretText password, IOperationContext context)
    {
        var token = context.CancellationToken;
        AccountRules.Password(password, "Password");
        var before = await store.ReadAsync(db => EntityLookup.UserAsync(db, user, token), token);
        if (!await context.ApproveAsync($"user {before.Username}", "Set password")) return null;
        var hash = await passwords.HashAsync(password, token);
        return await store.WriteAsync(
            async db =>
            {
                var row = await db.Users.AsTracking().FirstOrDefaultAsync(row => row.UidNumber == before.UidNumber, token)
                    ?? throw new ObjectNotFoundException(Nouns.User, before.Username);
                row.UserPassword = hash.ToString();
                await db.SaveChangesAsync(token);
                return row.UidNumber;
            },
            context);
    }

    /// <inheritdoc cref="IUserService.TestCredentialAsync"/>
    public async Task<bool> TestAsync(string username, SecretText password, IOperationContext context)
    {
        var token = context.CancellationToken;
        var name = username.ToLowerInvariant();
        var row = await store.ReadAsync(db => db.Users.FirstOrDefaultAsync(user => user.Username == name, token), token);
        var stored = row is { Status: UserStatus.Active } ? PasswordHash.Parse(row.UserPassword) : null;
        var (isMatch, renewed) = await passwords.VerifyAsync(password, stored, token);
        if (renewed is not null && !context.IsRehearsal) await RenewAsync(row!, renewed, context);
        return isMatch;
    }

    // A sign-in is good whether or not its hash can be renewed: a database that cannot be written now can be later.
    private async Task RenewAsync(UserEntity verified, PasswordHash renewed, IOperationContext context)
    {
        var token = context.CancellationToken;
        try
        {
            await store.WriteAsync(
                async db =>
                {
                    // A password that was set in the meantime stays.
                    var row = await db.Users.AsTracking().FirstOrDefaultAsync(
                        row => row.UidNumber == verified.UidNumber && row.UserPassword == verified.UserPassword, token);
                    if (row is null) return 0;
                    row.UserPassword = renewed.ToString();
                    return await db.SaveChangesAsync(token);
                },
                context);
        }
        catch (ClusterException exception)
        {
            context.Verbose($"The hash of the password of user {verified.Username} was not renewed: {exception.Message}");
        }
    }
}
