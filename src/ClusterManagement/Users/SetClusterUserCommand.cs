using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Changes users.</summary>
/// <remarks>
/// <para>Only the fields that are given change; <c>$null</c> clears an optional one. The uid number never changes. Whether a user may sign
/// in is changed with <c>Approve-</c>, <c>Suspend-</c> and <c>Resume-ClusterUser</c>, the password with <c>Set-ClusterUserPassword</c>.</para>
/// </remarks>
/// <example>
/// <summary>Change a name after a marriage</summary>
/// <code>Set-ClusterUser jdoe -Sn Smith -Cn 'Jane Smith' -Mail jane.smith@example.com</code>
/// <para>The login name stays jdoe.</para>
/// </example>
/// <example>
/// <summary>Store SSH keys from a file</summary>
/// <code>Set-ClusterUser jdoe -SshPublicKey (Get-Content ./keys.pub -Raw) -PassThru</code>
/// <para>The former keys are overwritten. Each key is checked.</para>
/// </example>
/// <seealso cref="GetClusterUserCommand"/>
/// <seealso cref="SetClusterUserPasswordCommand"/>
[Cmdlet(VerbsCommon.Set, "ClusterUser", SupportsShouldProcess = true)]
[OutputType(typeof(User))]
public sealed class SetClusterUserCommand : UserCmdlet
{
    /// <summary>Another login name.</summary>
    [Parameter]
    [Alias("NewName")]
    public string? NewUsername { get; set; }

    /// <summary>Another full name.</summary>
    [Parameter]
    [Alias("FullName")]
    public string? Cn { get; set; }

    /// <summary>Another surname.</summary>
    [Parameter]
    [Alias("Surname", "LastName")]
    public string? Sn { get; set; }

    /// <summary>Another first name; <c>$null</c> clears it.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    [Alias("FirstName")]
    public string? GivenName { get; set; }

    /// <summary>Another mail address.</summary>
    [Parameter]
    [Alias("Email", "EmailAddress")]
    public string? Mail { get; set; }

    /// <summary>Other SSH public keys, one a line; <c>$null</c> clears them.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    public string? SshPublicKey { get; set; }

    /// <summary>Emits the changed object; without it the command is silent.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    private protected override void Act(UserIdentity identity)
    {
        var changes = new UserChanges
        {
            Username = Bound(nameof(NewUsername), NewUsername),
            Cn = Bound(nameof(Cn), Cn),
            Sn = Bound(nameof(Sn), Sn),
            GivenName = Bound(nameof(GivenName), GivenName),
            Mail = Bound(nameof(Mail), Mail),
            SshPublicKey = Bound(nameof(SshPublicKey), SshPublicKey),
        };
        WriteResult(Wait(Session.Users.UpdateAsync(identity, changes, Context)), PassThru);
    }
}
