using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Lets suspended users in again.</summary>
/// <remarks>
/// <para>A suspended user becomes active and can sign in with the password there was. One that is active already is left alone; a pending
/// one is refused, since <c>Approve-ClusterUser</c> is for those.</para>
/// </remarks>
/// <example>
/// <summary>Let a user in again</summary>
/// <code>Resume-ClusterUser jdoe</code>
/// <para>From now on jdoe can sign in again.</para>
/// </example>
/// <example>
/// <summary>Let everybody in again</summary>
/// <code>Get-ClusterUser -Status Suspended | Resume-ClusterUser</code>
/// <para>Ends every suspension.</para>
/// </example>
/// <seealso cref="SuspendClusterUserCommand"/>
[Cmdlet(VerbsLifecycle.Resume, "ClusterUser", SupportsShouldProcess = true)]
[OutputType(typeof(User))]
public sealed class ResumeClusterUserCommand : UserCmdlet
{
    /// <summary>Emits the changed object; without it the command is silent.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    private protected override void Act(UserIdentity identity) =>
        WriteResult(Wait(Session.Users.ChangeStatusAsync(identity, UserStatusChange.Resume, force: false, Context)), PassThru);
}
