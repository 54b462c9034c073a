using System.Management.Automation;
using System.Security;

namespace ClusterManagement.Commands;

/// <summary>Sets the password of users.</summary>
/// <remarks>
/// <para>The password has 8 characters or more and at most 1024 bytes, without control characters; there are no rules of composition. It
/// is stored as an argon2id hash (<c>$argon2id$v=19$m=65536,t=3,p=4$...</c>), which other tools read too. The former password is not
/// needed: whoever may write the database may set it.</para>
/// </remarks>
/// <example>
/// <summary>Set a password that is asked for</summary>
/// <code>Set-ClusterUserPassword jdoe -Password (Read-Host -AsSecureString)</code>
/// <para>Nothing is shown of what is typed.</para>
/// </example>
/// <example>
/// <summary>Set a password from a credential</summary>
/// <code>Get-Credential jdoe | Set-ClusterUserPassword</code>
/// <para>The credential's user name says whose password it is.</para>
/// </example>
/// <seealso cref="TestClusterCredentialCommand"/>
[Cmdlet(VerbsCommon.Set, "ClusterUserPassword", SupportsShouldProcess = true, DefaultParameterSetName = "Credential")]
[OutputType(typeof(User))]
public sealed class SetClusterUserPasswordCommand : ClusterCmdlet
{
    /// <summary>The users: login names, patterns, uid numbers or objects.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "User")]
    [Alias("Username", "Name")]
    [SupportsWildcards]
    [IdentityTransformation<UserIdentity>]
    [ArgumentCompleter(typeof(UserCompleter))]
    public UserIdentity[] User { get; set; } = [];

    /// <summary>The new password.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = "User")]
    public SecureString? Password { get; set; }

    /// <summary>The login name and the new password.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "Credential")]
    public PSCredential? Credential { get; set; }

    /// <summary>Emits the changed object; without it the command is silent.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var password = new SecretText((Credential?.Password ?? Password)!);
        if (Credential is { } credential) Run(() => Set(new UserIdentity(credential.UserName)));
        else ForEach(User, FindUsers, Set);

        void Set(UserIdentity user) => WriteResult(Wait(Session.Users.SetPasswordAsync(user, password, Context)), PassThru);
    }
}
