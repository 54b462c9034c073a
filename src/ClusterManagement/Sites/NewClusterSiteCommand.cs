using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Makes a site: a place with a Proxmox cluster, its domain and its address range.</summary>
/// <remarks>
/// <para>Containers of the site get their addresses from <c>-DhcpRange</c>, lowest first. The range has to lie in one subnet of
/// <c>-SubnetMask</c>; the gateway lies in the same subnet and outside the range.</para>
/// </remarks>
/// <example>
/// <summary>Make a site</summary>
/// <code>New-ClusterSite dc1 -InternalDomain cluster.internal -DhcpRange 10.0.0.100-10.0.0.200 -SubnetMask 255.255.255.0 -Gateway 10.0.0.1</code>
/// <para>Makes the site dc1 with room for 101 containers.</para>
/// </example>
/// <example>
/// <summary>Make the sites of a table</summary>
/// <code>Import-Csv ./sites.csv | New-ClusterSite</code>
/// <para>The columns are named like the parameters: Name, InternalDomain, DhcpRange, SubnetMask, Gateway.</para>
/// </example>
/// <seealso cref="GetClusterSiteCommand"/>
/// <seealso cref="NewClusterNodeCommand"/>
[Cmdlet(VerbsCommon.New, "ClusterSite", SupportsShouldProcess = true)]
[OutputType(typeof(Site))]
public sealed class NewClusterSiteCommand : ClusterCmdlet
{
    /// <summary>The display name: letters, digits, dots, hyphens, underscores and blanks. It is unique without regard to case.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    public string Name { get; set; } = string.Empty;

    /// <summary>The internal DNS domain, for example <c>cluster.internal</c>.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public string InternalDomain { get; set; } = string.Empty;

    /// <summary>The addresses for containers: the first and the last, joined by a hyphen or a comma.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public string DhcpRange { get; set; } = string.Empty;

    /// <summary>The subnet mask, for example <c>255.255.255.0</c> or <c>/24</c>.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public string SubnetMask { get; set; } = string.Empty;

    /// <summary>The default gateway.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public string Gateway { get; set; } = string.Empty;

    /// <summary>The upstream DNS servers.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string[] DnsForwarders { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord() => Run(() =>
    {
        var draft = new SiteDraft
        {
            Name = Name,
            InternalDomain = InternalDomain,
            DhcpRange = DhcpRange,
            SubnetMask = SubnetMask,
            Gateway = Gateway,
            DnsForwarders = DnsForwarders ?? [],
        };
        WriteResult(Wait(Session.Sites.CreateAsync(draft, Context)));
    });
}
