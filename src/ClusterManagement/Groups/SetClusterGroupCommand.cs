using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Changes groups.</summary>
/// <remarks>
/// <para>Only what is given changes. The gid number never changes. The groups ldapusers and sysadmins keep their names, since users become
/// members of them when they register. Taking the rights from the group of the last active administrator is refused unless
/// <c>-Force</c> is given.</para>
/// </remarks>
/// <example>
/// <summary>Rename a group</summary>
/// <code>Set-ClusterGroup developers -NewCn engineers</code>
/// <para>Members and gid number stay.</para>
/// </example>
/// <example>
/// <summary>Take the rights from a group</summary>
/// <code>Set-ClusterGroup operators -IsAdministrator:$false -PassThru</code>
/// <para>The members stay and administer no more.</para>
/// </example>
/// <seealso cref="GetClusterGroupCommand"/>
[Cmdlet(VerbsCommon.Set, "ClusterGroup", SupportsShouldProcess = true)]
[OutputType(typeof(Group))]
public sealed class SetClusterGroupCommand : GroupCmdlet
{
    /// <summary>Another name.</summary>
    [Parameter]
    [Alias("NewName")]
    public string? NewCn { get; set; }

    /// <summary>Lets the members administer the cluster; <c>-IsAdministrator:$false</c> ends that.</summary>
    [Parameter]
    public SwitchParameter IsAdministrator { get; set; }

    /// <summary>Takes the rights from the last active administrator too.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Emits the changed object; without it the command is silent.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    private protected override void Act(GroupIdentity identity)
    {
        var changes = new GroupChanges
        {
            Cn = Bound(nameof(NewCn), NewCn),
            IsAdministrator = Bound<bool>(nameof(IsAdministrator), IsAdministrator),
        };
        WriteResult(Wait(Session.Groups.UpdateAsync(identity, changes, Force, Context)), PassThru);
    }
}
