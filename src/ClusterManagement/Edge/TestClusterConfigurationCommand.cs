using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Lets the daemons' own programs check the configuration of a site's edge.</summary>
/// <remarks>
/// <para>With <c>-Site</c> the configuration is made as the site is now, and checked in a folder that goes with the check; with
/// <c>-Path</c> the files in a folder are checked, those of all daemons that have some there unless <c>-Daemon</c> names some. The checks
/// are <c>nginx -t</c>, <c>dnsmasq --test</c> and <c>haproxy -c</c>, which have to be installed on this machine. nginx wants the addresses it
/// is to listen on, and the right to them: elsewhere than on the machine of the edge, leave <c>-ListenAddress</c> out. Emits true or false;
/// <c>-Detailed</c> emits what each daemon says.</para>
/// </remarks>
/// <example>
/// <summary>Test what a site's edge would get</summary>
/// <code>if (Test-ClusterConfiguration -Site dc1) { 'It can be published.' }</code>
/// <para>True when all daemons take it.</para>
/// </example>
/// <example>
/// <summary>See what is wrong with files</summary>
/// <code>Test-ClusterConfiguration -Path ./edge -Detailed</code>
/// <para>Shows what each daemon that has files there says.</para>
/// </example>
/// <seealso cref="ExportClusterConfigurationCommand"/>
[Cmdlet(VerbsDiagnostic.Test, "ClusterConfiguration", DefaultParameterSetName = "BySite")]
[OutputType(typeof(bool), typeof(ConfigurationTestResult))]
public sealed class TestClusterConfigurationCommand : EdgeCmdlet
{
    /// <summary>The folder to check, as Export-ClusterConfiguration writes it or as the link current leads to it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "ByPath")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = string.Empty;

    /// <summary>Emits what each daemon says in place of true or false.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Run(() =>
    {
        var results = Wait(ParameterSetName == "ByPath"
            ? Session.Edge.TestFolderAsync(DatabaseResolver.FullPath(SessionState, Path), Daemon, Context)
            : Session.Edge.TestAsync(Site, Options, Context));
        foreach (var result in results.Where(result => !result.IsValid)) WriteVerbose($"{result.Daemon}: {result.Message}");
        if (Detailed) WriteEach(results);
        else WriteObject(results.All(result => result.IsValid));
    });
}
