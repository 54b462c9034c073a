using ClusterManagement.Data.Entities;
using ClusterManagement.Engine.Accounts;
using ClusterManagement.Engine.Import.Sources;

namespace ClusterManagement.Engine.Import;

/// <summary>
/// Accounts. Their number owns files, so it is kept or the account is refused. A password that is hashed with argon2id goes on
/// working; of any other form nothing is taken.
/// </summary>
/// <param name="plan">What is to be written.</param>
/// <param name="numbers">The numbers of users.</param>
/// <param name="groups">What became of the groups.</param>
internal sealed class UserImport(ImportPlan plan, AccountNumbers numbers, GroupImport groups) : RowImport<UserEntity, string>(ImportKind.User, plan)
{
    private const string NumberColumn = "uidNumber";

    private readonly Register<string> _mails = new("the mail address");

    /// <summary>Enters what the users here have.</summary>
    /// <param name="here">The users here.</param>
    public void Enter(IEnumerable<UserEntity> here)
    {
        foreach (var user in here) _mails.Enter(user.Mail, $"user {user.Username}");
    }

    /// <inheritdoc/>
    protected override long? Key(SourceRow row) => row.Key(NumberColumn);

    /// <inheritdoc/>
    protected override string? Name(SourceRow row) => row.Text("uid");

    /// <inheritdoc/>
    protected override UserEntity Map(SourceRow row, RowNotes notes)
    {
        var (username, mail, keys) = (row.Text("uid"), row.Text("mail"), row.Text("sshPublicKey"));
        var (cn, sn, givenName) = (row.Text("cn"), row.Text("sn"), row.Text("givenName"));
        var form = UserForm.Parse(new UserDraft
        {
            Username = username?.ToLowerInvariant()!,
            Cn = cn,
            Sn = sn!,
            GivenName = givenName,
            Mail = mail!,
            SshPublicKey = keys,
        });
        notes.Keep("uid", username, form.Username);
        notes.Keep("cn", cn, form.Cn);
        notes.Keep("sn", sn, form.Sn);
        notes.Keep("givenName", givenName ?? string.Empty, form.GivenName ?? string.Empty);
        notes.Keep("mail", mail, form.Mail);
        if (keys != form.SshPublicKey) notes.Adapt("sshPublicKey is kept with one key a line");
        var user = form.ToRow();
        user.UidNumber = row.Integer(NumberColumn) ?? throw new Refusal("it has no uidNumber");
        user.Status = Status(row);
        user.UserPassword = Password(row, notes);
        NoteRest(row, username!, notes);
        return user;
    }

    /// <inheritdoc/>
    protected override string Identity(UserEntity entity) => entity.Username;

    /// <inheritdoc/>
    protected override IEnumerable<string> Differences(UserEntity here, UserEntity there) => Compare(
        Differ(NumberColumn, here.UidNumber, there.UidNumber),
        Differ("cn", here.Cn, there.Cn),
        Differ("sn", here.Sn, there.Sn),
        Differ("givenName", here.GivenName, there.GivenName),
        Differ("mail", here.Mail, there.Mail),
        Differ("status", here.Status, there.Status),
        here.SshPublicKey == there.SshPublicKey ? null : "the SSH keys",
        here.UserPassword == there.UserPassword ? null : "the password");

    /// <inheritdoc/>
    protected override void Reserve(UserEntity entity, SourceRow row, RowNotes notes)
    {
        if (numbers.Conflict(entity.UidNumber) is { } conflict)
        {
            throw new Refusal($"uidNumber {entity.UidNumber} {conflict}, and another one would not own the files it has");
        }

        _mails.Check(entity.Mail);
        var owner = $"user {entity.Username}";
        _mails.Enter(entity.Mail, owner);
        numbers.Give(entity.UidNumber, owner);
    }

    private static UserStatus Status(SourceRow row) => row.Text("status") switch
    {
        "pending" => UserStatus.Pending,
        "active" => UserStatus.Active,
        "suspended" => UserStatus.Suspended,
        var other => throw new InvalidValueException("status", other, "pending, active or suspended"),
    };

    private static string? Password(SourceRow row, RowNotes notes)
    {
        var hash = row.Text("userPassword");
        if (PasswordHash.Parse(hash) is not null) return hash;
        notes.Adapt("it has no password here, as the one there is not hashed with argon2id; set one with Set-ClusterUserPassword");
        return null;
    }

    private void NoteRest(SourceRow row, string username, RowNotes notes)
    {
        notes.LeaveBehind(row, "homeDirectory", $"/home/{username}");
        notes.LeaveBehind(row, "loginShell", "/bin/bash");
        if (row.Text("oidcSubject") is not null) notes.LeaveBehind("the sign-in by OpenID Connect");
        if (groups.Of(row.Key("gidNumber"))?.Entity?.Cn is not DefaultGroups.Users) notes.LeaveBehind($"the primary group {row.Text("gidNumber")}");
    }
}
