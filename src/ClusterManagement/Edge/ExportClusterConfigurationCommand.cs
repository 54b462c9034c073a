using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Writes the configuration of a site's edge into a folder.</summary>
/// <remarks>
/// <para>The files are for nginx (HTTP services by their host names, TCP and UDP ports) and dnsmasq (names, SRV records, addresses), or
/// for HAProxy. The same rows give the same bytes. Only what differs is written, and only what was written before is removed; each such
/// file is shown. Files of somebody else are left alone, and one in the way is an error unless <c>-Force</c> is given. So is a folder with the files of another site, or of daemons that <c>-Daemon</c> leaves out.</para>
/// <para>Keys of certificates are among the files, readable by their owner alone.</para>
/// </remarks>
/// <example>
/// <summary>Write the files</summary>
/// <code>Export-ClusterConfiguration -Site dc1 -Path ./edge</code>
/// <para>Shows each file that was added, changed or removed; nothing when all are as they should be.</para>
/// </example>
/// <example>
/// <summary>Write files for HAProxy on other ports</summary>
/// <code>Export-ClusterConfiguration dc1 -Path ./proxy -Daemon Haproxy -HttpPort 8080 -HttpsPort 8443</code>
/// <para>HAProxy passes no UDP on; a warning names what is left out.</para>
/// </example>
/// <example>
/// <summary>Write the files of every site into a folder of its own</summary>
/// <code>Get-ClusterSite | Export-ClusterConfiguration -Path { "./edges/$($_.Name)" }</code>
/// <para>Shows what was written, site by site.</para>
/// </example>
/// <seealso cref="TestClusterConfigurationCommand"/>
/// <seealso cref="PublishClusterConfigurationCommand"/>
[Cmdlet(VerbsData.Export, "ClusterConfiguration", SupportsShouldProcess = true, DefaultParameterSetName = "BySite")]
[OutputType(typeof(ConfigurationFile))]
public sealed class ExportClusterConfigurationCommand : EdgeCmdlet
{
    /// <summary>The folder to write into; it is made. A relative path is taken from the session's location.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = string.Empty;

    /// <summary>Overwrites files that somebody else wrote, and those of another site; removes those of daemons that are left out.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Run(() => WriteEach(Wait(Session.Edge.ExportAsync(
        new EdgeExport(Site, DatabaseResolver.FullPath(SessionState, Path), Options, Force), Context))));
}
