using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Removes users and their memberships.</summary>
/// <remarks>
/// <para>The uid number is never handed out again, so that nobody inherits the user's files. To shut somebody out for a while, use
/// <c>Suspend-ClusterUser</c>. The last active administrator is refused unless <c>-Force</c> is given.</para>
/// </remarks>
/// <example>
/// <summary>Remove a user</summary>
/// <code>Remove-ClusterUser jdoe</code>
/// <para>Asks, and removes jdoe.</para>
/// </example>
/// <example>
/// <summary>Remove everybody who was never approved</summary>
/// <code>Get-ClusterUser -Status Pending | Remove-ClusterUser -Confirm:$false</code>
/// <para>Removes the pending users without being asked.</para>
/// </example>
/// <seealso cref="SuspendClusterUserCommand"/>
[Cmdlet(VerbsCommon.Remove, "ClusterUser", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveClusterUserCommand : UserCmdlet
{
    /// <summary>Removes the last active administrator too.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    private protected override void Act(UserIdentity identity) => Wait(Session.Users.RemoveAsync(identity, Force, Context));
}
