using ClusterManagement.Data.Entities;
using ClusterManagement.Validation;

namespace ClusterManagement.Engine.Accounts;

/// <summary>What is registered of a user, checked and in the form in which it is kept.</summary>
/// <param name="Username">The login name.</param>
/// <param name="Cn">The full name.</param>
/// <param name="Sn">The surname.</param>
/// <param name="GivenName">The first name.</param>
/// <param name="Mail">The mail address.</param>
/// <param name="SshPublicKey">The SSH public keys.</param>
internal sealed record UserForm(string Username, string Cn, string Sn, string? GivenName, string Mail, string? SshPublicKey)
{
    /// <summary>Checks a draft.</summary>
    /// <param name="draft">The draft.</param>
    public static UserForm Parse(UserDraft draft)
    {
        var username = AccountRules.Username(draft.Username, "Username");
        var sn = AccountRules.PersonName(draft.Sn, "Sn");
        var givenName = PersonName(draft.GivenName, "GivenName");
        return new UserForm(
            username,
            AccountRules.PersonName(draft.Cn ?? (givenName is null ? sn : $"{givenName} {sn}"), "Cn"),
            sn,
            givenName,
            AccountRules.Mail(draft.Mail, "Mail"),
            SshKeys(draft.SshPublicKey));
    }

    /// <summary>Checks the given fields and writes them into a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="changes">The fields.</param>
    public static void Apply(UserEntity row, UserChanges changes)
    {
        if (changes.Username.IsGiven) row.Username = AccountRules.Username(changes.Username.Value, "NewUsername");
        if (changes.Cn.IsGiven) row.Cn = AccountRules.PersonName(changes.Cn.Value, "Cn");
        if (changes.Sn.IsGiven) row.Sn = AccountRules.PersonName(changes.Sn.Value, "Sn");
        if (changes.GivenName.IsGiven) row.GivenName = PersonName(changes.GivenName.Value, "GivenName");
        if (changes.Mail.IsGiven) row.Mail = AccountRules.Mail(changes.Mail.Value, "Mail");
        if (changes.SshPublicKey.IsGiven) row.SshPublicKey = SshKeys(changes.SshPublicKey.Value);
    }

    /// <summary>A new row.</summary>
    public UserEntity ToRow() => new()
    {
        Username = Username,
        Cn = Cn,
        Sn = Sn,
        GivenName = GivenName,
        Mail = Mail,
        SshPublicKey = SshPublicKey,
    };

    private static string? PersonName(string? value, string parameter) =>
        string.IsNullOrEmpty(value) ? null : AccountRules.PersonName(value, parameter);

    private static string? SshKeys(string? value) => string.IsNullOrEmpty(value) ? null : AccountRules.SshKeys(value, "SshPublicKey");
}
