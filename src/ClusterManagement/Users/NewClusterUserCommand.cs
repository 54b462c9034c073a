using System.Management.Automation;
using System.Security;

namespace ClusterManagement.Commands;

/// <summary>Registers users.</summary>
/// <remarks>
/// <para>The first user of all is active and a member of ldapusers and sysadmins, and so administers the cluster. Later ones are members
/// of ldapusers and wait for <c>Approve-ClusterUser</c>. The uid number is the next one from 2000; it is never handed out twice, even
/// after the user is removed.</para>
/// <para>A password comes in as a SecureString or a credential only, never from the column of a table. It is stored as an argon2id hash.
/// Without one the user cannot sign in with a password; <c>Set-ClusterUserPassword</c> sets it later.</para>
/// </remarks>
/// <example>
/// <summary>Register a user and ask for the password</summary>
/// <code>New-ClusterUser -Credential (Get-Credential jdoe) -GivenName Jane -Sn Doe -Mail jane.doe@example.com</code>
/// <para>The credential's user name is the login name. The full name becomes Jane Doe.</para>
/// </example>
/// <example>
/// <summary>Register the users of a table and let them in</summary>
/// <code>Import-Csv ./users.csv | New-ClusterUser | Approve-ClusterUser</code>
/// <para>The columns are named like the parameters: Username, GivenName, Sn, Mail, SshPublicKey.</para>
/// </example>
/// <seealso cref="ApproveClusterUserCommand"/>
/// <seealso cref="SetClusterUserPasswordCommand"/>
[Cmdlet(VerbsCommon.New, "ClusterUser", SupportsShouldProcess = true, DefaultParameterSetName = "Username")]
[OutputType(typeof(User))]
public sealed class NewClusterUserCommand : ClusterCmdlet
{
    /// <summary>The login name: lower-case letters, digits, underscores and hyphens, at most 32, starting with a letter or an underscore.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = "Username")]
    [Alias("User", "Name")]
    public string Username { get; set; } = string.Empty;

    /// <summary>The login name and the password.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Credential")]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>The password: 8 characters or more.</summary>
    [Parameter(ParameterSetName = "Username")]
    public SecureString? Password { get; set; }

    /// <summary>The surname.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Surname", "LastName")]
    public string Sn { get; set; } = string.Empty;

    /// <summary>The mail address. No two users have the same.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Email", "EmailAddress")]
    public string Mail { get; set; } = string.Empty;

    /// <summary>The first name.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("FirstName")]
    public string? GivenName { get; set; }

    /// <summary>The full name. Without it the first name and the surname are joined.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("FullName")]
    public string? Cn { get; set; }

    /// <summary>SSH public keys, one a line, as in OpenSSH's authorized_keys without options.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? SshPublicKey { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Run(() =>
    {
        var password = Credential?.Password ?? Password;
        var draft = new UserDraft
        {
            Username = Credential?.UserName ?? Username,
            Cn = Given(Cn),
            Sn = Sn,
            GivenName = Given(GivenName),
            Mail = Mail,
            SshPublicKey = Given(SshPublicKey),
            Password = password is null ? null : new SecretText(password),
        };
        WriteResult(Wait(Session.Users.CreateAsync(draft, Context)));
    });
}
