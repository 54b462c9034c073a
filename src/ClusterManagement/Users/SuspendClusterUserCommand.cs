using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Shuts active users out.</summary>
/// <remarks>
/// <para>A suspended user cannot sign in, whatever the password, and keeps groups, keys and uid number. One that is suspended already is
/// left alone; a pending one is refused. The last active administrator is refused unless <c>-Force</c> is given.</para>
/// </remarks>
/// <example>
/// <summary>Suspend a user</summary>
/// <code>Suspend-ClusterUser jdoe</code>
/// <para>jdoe cannot sign in until Resume-ClusterUser.</para>
/// </example>
/// <example>
/// <summary>Suspend the members of a group</summary>
/// <code>Get-ClusterGroupMember contractors | Suspend-ClusterUser -PassThru</code>
/// <para>Shows the users that were shut out.</para>
/// </example>
/// <seealso cref="ResumeClusterUserCommand"/>
[Cmdlet(VerbsLifecycle.Suspend, "ClusterUser", SupportsShouldProcess = true)]
[OutputType(typeof(User))]
public sealed class SuspendClusterUserCommand : UserCmdlet
{
    /// <summary>Suspends the last active administrator too.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Emits the changed object; without it the command is silent.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    private protected override void Act(UserIdentity identity) =>
        WriteResult(Wait(Session.Users.ChangeStatusAsync(identity, UserStatusChange.Suspend, Force, Context)), PassThru);
}
