using ClusterManagement.Data.Entities;

namespace ClusterManagement.Engine.Accounts;

/// <summary>Which state of an account follows which.</summary>
internal static class StatusRules
{
    /// <summary>True when the account is in the state already that a change leads to.</summary>
    /// <param name="status">The account's state.</param>
    /// <param name="change">The change.</param>
    public static bool IsDone(UserStatus status, UserStatusChange change) => status == Result(change);

    /// <summary>The state after a change.</summary>
    /// <param name="row">The account.</param>
    /// <param name="change">The change.</param>
    /// <exception cref="ObjectInUseException">The account's state forbids the change.</exception>
    public static UserStatus Next(UserEntity row, UserStatusChange change)
    {
        var result = Result(change);
        if (row.Status == result || row.Status == Start(change)) return result;
        var action = row.Status switch
        {
            UserStatus.Pending => $"Approve it with Approve-ClusterUser {row.Username}, or remove it with Remove-ClusterUser {row.Username}.",
            _ => $"Let it in again with Resume-ClusterUser {row.Username}.",
        };
        throw new ObjectInUseException(
            Nouns.User, row.Username,
            $"User {row.Username} is {Describe(row.Status)}; {change.ToString().ToLowerInvariant()} is for {Describe(Start(change))} users only.", action);
    }

    /// <summary>A state in a sentence.</summary>
    /// <param name="status">The state.</param>
    public static string Describe(UserStatus status) => status.ToString().ToLowerInvariant();

    private static UserStatus Start(UserStatusChange change) => change switch
    {
        UserStatusChange.Approve => UserStatus.Pending,
        UserStatusChange.Suspend => UserStatus.Active,
        _ => UserStatus.Suspended,
    };

    private static UserStatus Result(UserStatusChange change) => change == UserStatusChange.Suspend ? UserStatus.Suspended : UserStatus.Active;
}
