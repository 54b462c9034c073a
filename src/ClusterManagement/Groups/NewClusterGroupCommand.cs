using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Makes groups.</summary>
/// <remarks>
/// <para>The gid number is the next one from 2000; it is never handed out twice, even after the group is removed.</para>
/// </remarks>
/// <example>
/// <summary>Make a group and put users into it</summary>
/// <code>New-ClusterGroup developers
/// Get-ClusterUser dev-* | Add-ClusterGroupMember developers</code>
/// <para>Shows the group, then each membership.</para>
/// </example>
/// <example>
/// <summary>Make a group whose members administer the cluster</summary>
/// <code>New-ClusterGroup operators -IsAdministrator</code>
/// <para>Every active member counts as an administrator.</para>
/// </example>
/// <seealso cref="AddClusterGroupMemberCommand"/>
[Cmdlet(VerbsCommon.New, "ClusterGroup", SupportsShouldProcess = true)]
[OutputType(typeof(Group))]
public sealed class NewClusterGroupCommand : ClusterCmdlet
{
    /// <summary>The name: lower-case letters, digits, underscores and hyphens, at most 32, starting with a letter or an underscore.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Group", "Name")]
    public string Cn { get; set; } = string.Empty;

    /// <summary>Lets the members administer the cluster.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public SwitchParameter IsAdministrator { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Run(() =>
        WriteResult(Wait(Session.Groups.CreateAsync(new GroupDraft { Cn = Cn, IsAdministrator = IsAdministrator }, Context))));
}
