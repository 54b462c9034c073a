using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Removes sites that have no nodes and no domains.</summary>
/// <remarks>
/// <para>A site with nodes or domains is refused, and the error names them: nothing is ever removed along with something else.</para>
/// </remarks>
/// <example>
/// <summary>Remove a site</summary>
/// <code>Remove-ClusterSite lab</code>
/// <para>Asks, and removes the site lab.</para>
/// </example>
/// <example>
/// <summary>Remove sites without being asked</summary>
/// <code>Remove-ClusterSite test-* -Confirm:$false</code>
/// <para>Removes every site whose name starts with test-.</para>
/// </example>
/// <seealso cref="GetClusterSiteCommand"/>
[Cmdlet(VerbsCommon.Remove, "ClusterSite", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveClusterSiteCommand : SiteCmdlet
{
    /// <inheritdoc/>
    private protected override void Act(SiteIdentity identity) => Wait(Session.Sites.RemoveAsync(identity, Context));
}
