using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Lets pending users in.</summary>
/// <remarks>
/// <para>A pending user becomes active and can sign in. One that is active already is left alone; a suspended one is refused, since
/// <c>Resume-ClusterUser</c> is for those.</para>
/// </remarks>
/// <example>
/// <summary>Approve a user</summary>
/// <code>Approve-ClusterUser jdoe</code>
/// <para>From now on jdoe can sign in.</para>
/// </example>
/// <example>
/// <summary>Approve everybody who waits</summary>
/// <code>Get-ClusterUser -Status Pending | Approve-ClusterUser -PassThru</code>
/// <para>Shows the users that were let in.</para>
/// </example>
/// <seealso cref="GetClusterUserCommand"/>
/// <seealso cref="SuspendClusterUserCommand"/>
[Cmdlet(VerbsLifecycle.Approve, "ClusterUser", SupportsShouldProcess = true)]
[OutputType(typeof(User))]
public sealed class ApproveClusterUserCommand : UserCmdlet
{
    /// <summary>Emits the changed object; without it the command is silent.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    private protected override void Act(UserIdentity identity) =>
        WriteResult(Wait(Session.Users.ChangeStatusAsync(identity, UserStatusChange.Approve, force: false, Context)), PassThru);
}
