using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Changes sites.</summary>
/// <remarks>
/// <para>Only the fields that are given change. Containers keep their addresses when the range changes; a warning says how many are
/// then outside of it.</para>
/// </remarks>
/// <example>
/// <summary>Widen an address range</summary>
/// <code>Set-ClusterSite dc1 -DhcpRange 10.0.0.100-10.0.0.250</code>
/// <para>Containers made from now on may get the added addresses.</para>
/// </example>
/// <example>
/// <summary>Rename a site and see the result</summary>
/// <code>Set-ClusterSite dc1 -NewName frankfurt -PassThru</code>
/// <para>Nodes, domains and containers stay with the site.</para>
/// </example>
/// <seealso cref="GetClusterSiteCommand"/>
[Cmdlet(VerbsCommon.Set, "ClusterSite", SupportsShouldProcess = true)]
[OutputType(typeof(Site))]
public sealed class SetClusterSiteCommand : SiteCmdlet
{
    /// <summary>Another display name.</summary>
    [Parameter]
    public string? NewName { get; set; }

    /// <summary>Another internal DNS domain.</summary>
    [Parameter]
    public string? InternalDomain { get; set; }

    /// <summary>Another address range for containers.</summary>
    [Parameter]
    public string? DhcpRange { get; set; }

    /// <summary>Another subnet mask.</summary>
    [Parameter]
    public string? SubnetMask { get; set; }

    /// <summary>Another default gateway.</summary>
    [Parameter]
    public string? Gateway { get; set; }

    /// <summary>Other upstream DNS servers; <c>$null</c> clears them.</summary>
    [Parameter]
    [AllowNull]
    public string[]? DnsForwarders { get; set; }

    /// <summary>Emits the changed object; without it the command is silent.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    private protected override void Act(SiteIdentity identity)
    {
        var changes = new SiteChanges
        {
            Name = Bound(nameof(NewName), NewName),
            InternalDomain = Bound(nameof(InternalDomain), InternalDomain),
            DhcpRange = Bound(nameof(DhcpRange), DhcpRange),
            SubnetMask = Bound(nameof(SubnetMask), SubnetMask),
            Gateway = Bound(nameof(Gateway), Gateway),
            DnsForwarders = Bound(nameof(DnsForwarders), DnsForwarders),
        };
        WriteResult(Wait(Session.Sites.UpdateAsync(identity, changes, Context)), PassThru);
    }
}
