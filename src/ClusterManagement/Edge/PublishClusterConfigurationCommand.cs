using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Lets the daemons of a site's edge run with the site's present configuration.</summary>
/// <remarks>
/// <para>The files are written beside those in use, below <c>versions</c>, and checked by the daemons' own programs. Then the link
/// <c>current</c> is switched from one moment to the next, the daemons take the files up, and are asked what they run with. When they do
/// not run with them, the former files are put back. Whatever interrupts this leaves whole, checked files in use, and the next
/// publication goes on from there.</para>
/// <para>Without <c>-ReloadCommand</c> nginx is reloaded and keeps its connections; dnsmasq, which reads its file when it starts, is started
/// anew; one that does not run is started. Where a service manager runs them, or another machine, give commands. They get a
/// ConfigurationRelease as <c>$_</c> and as their first argument. A command fails by any error, by any program that ends with an exit code
/// other than 0, and by such a code of its last script or of <c>exit</c>; <c>exit 0</c> at its end says that all is well, whatever it caught.
/// <c>-SkipVerify</c> leaves the proof to the reload command.</para>
/// <para><c>-Watch</c> goes on until Ctrl+C, for all sites of the pipeline, and publishes within two seconds after each change that an edge
/// shows. Sites take turns, so that one whose daemons do not take its files up delays the others. What fails is an error; the next change
/// tries again, and without one half a minute, then a longer time. A site is followed no more when it is gone, when its folder is another's,
/// or when a parameter is wrong.</para>
/// </remarks>
/// <example>
/// <summary>Publish with daemons that a service manager runs</summary>
/// <code>Publish-ClusterConfiguration -Site dc1 -Path /srv/edge -ReloadCommand { systemctl reload-or-restart nginx; systemctl restart dnsmasq }</code>
/// <para>nginx is set up to read /srv/edge/current/nginx/nginx.conf, and dnsmasq /srv/edge/current/dnsmasq/dnsmasq.conf.</para>
/// </example>
/// <example>
/// <summary>Follow the database</summary>
/// <code>Publish-ClusterConfiguration dc1 -Path /srv/edge -Watch</code>
/// <para>Shows each publication as it happens.</para>
/// </example>
/// <seealso cref="ExportClusterConfigurationCommand"/>
/// <seealso cref="TestClusterConfigurationCommand"/>
[Cmdlet(VerbsData.Publish, "ClusterConfiguration", SupportsShouldProcess = true, DefaultParameterSetName = "BySite")]
[OutputType(typeof(ConfigurationPublication))]
public sealed class PublishClusterConfigurationCommand : EdgeCmdlet
{
    // A change is to be out within two seconds, with the time it takes to publish it.
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly List<WatchedEdge> _watched = [];

    /// <summary>The edge's folder; it is made. A relative path is taken from the session's location.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = string.Empty;

    /// <summary>Checks the files in place of the daemons' own programs on this machine.</summary>
    [Parameter]
    public ScriptBlock? CheckCommand { get; set; }

    /// <summary>Lets the daemons take the files up. It runs again with the former files when they did not.</summary>
    [Parameter]
    public ScriptBlock? ReloadCommand { get; set; }

    /// <summary>Does not ask the daemons what they run with, as when they listen on another machine.</summary>
    [Parameter]
    public SwitchParameter SkipVerify { get; set; }

    /// <summary>
    /// Takes a folder over that holds the edge of another site. Daemons of the former edge that this one is without are stopped, unless
    /// <c>-ReloadCommand</c> is given, which has to do it.
    /// </summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>How many seconds the daemons have to run with the files.</summary>
    [Parameter]
    [PSDefaultValue(Help = "10")]
    public int Timeout { get; set; } = 10;

    /// <summary>Follows the database and publishes each change, until Ctrl+C.</summary>
    [Parameter]
    public SwitchParameter Watch { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Run(() =>
    {
        if (Watch && !Context.IsRehearsal) _watched.Add(new WatchedEdge(Request));
        else WriteResult(Wait(Session.Edge.PublishAsync(Request, Context)));
    });

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        while (_watched.Count > 0)
        {
            foreach (var edge in _watched)
            {
                Run(() =>
                {
                    var publication = edge.TakeTurn(
                        () => Wait(Session.Edge.GetVersionAsync(edge.Request.Site, Context.CancellationToken)),
                        () => Wait(Session.Edge.PublishAsync(edge.Request, Context)));
                    WriteResult(publication, publication?.State == PublicationState.Published);
                });
            }

            _watched.RemoveAll(edge => !edge.IsFollowed);
            if (_watched.Count > 0) Run(() => Wait(Task.Delay(Interval, Context.CancellationToken)));
        }
    }

    private EdgePublish Request => new()
    {
        Site = Site,
        Folder = DatabaseResolver.FullPath(SessionState, Path),
        Options = Options,
        Check = CheckCommand is null ? null : release => CallAsync(nameof(CheckCommand), CheckCommand, release),
        Reload = ReloadCommand is null ? null : release => CallAsync(nameof(ReloadCommand), ReloadCommand, release),
        SkipVerify = SkipVerify,
        Force = Force,
        Timeout = TimeSpan.FromSeconds(Timeout is >= 1 and <= 3600 ? Timeout : throw new InvalidValueException("Timeout", Timeout, "1 to 3600 seconds")),
    };

    private Task CallAsync(string parameter, ScriptBlock command, ConfigurationRelease release) => Context.OnPipelineAsync(() =>
    {
        if (new StrictCommand(command, SessionState).Run(release, WriteVerbose) is var (reason, cause)) throw Failure(parameter, release, reason, cause);
    });

    private static ClusterException Failure(string parameter, ConfigurationRelease release, string reason, Exception? cause) => new(
        parameter == nameof(CheckCommand) ? ErrorIds.ConfigurationInvalid : ErrorIds.ConfigurationFailed, ClusterErrorKind.InvalidValue,
        $"-{parameter} failed for version {release.Version} of site {release.Site}: {reason.TrimEnd('.')}.",
        $"Run the command by hand with the files in '{release.Path}'.", release.Site, cause);
}
