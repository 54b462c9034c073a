using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Removes groups.</summary>
/// <remarks>
/// <para>A group with members is refused unless <c>-Force</c> is given; the members stay users. So is the group of the last active
/// administrator. The groups ldapusers and sysadmins cannot be removed at all, since users become members of them when they register. The
/// gid number is never handed out again.</para>
/// </remarks>
/// <example>
/// <summary>Remove a group</summary>
/// <code>Remove-ClusterGroup developers</code>
/// <para>Asks, and removes the group developers, if it has no members.</para>
/// </example>
/// <example>
/// <summary>Remove groups with their memberships, without being asked</summary>
/// <code>Remove-ClusterGroup test-* -Force -Confirm:$false</code>
/// <para>Removes every group whose name starts with test-.</para>
/// </example>
/// <seealso cref="GetClusterGroupCommand"/>
[Cmdlet(VerbsCommon.Remove, "ClusterGroup", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveClusterGroupCommand : GroupCmdlet
{
    /// <summary>Removes a group with members too, and takes the rights from the last active administrator too.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    private protected override void Act(GroupIdentity identity) => Wait(Session.Groups.RemoveAsync(identity, Force, Context));
}
