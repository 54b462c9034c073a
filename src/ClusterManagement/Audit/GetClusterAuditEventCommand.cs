using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Lists who changed what, when and from where, newest first.</summary>
/// <remarks>
/// <para>Every object that is made, changed or removed leaves an event, written in the transaction of the change itself: there is no
/// change without its event, and none for a change that failed. Secrets show as <c>(secret)</c> and <c>(new secret)</c>. Events outlive
/// the objects they tell of. Jobs have a history of their own, see Get-ClusterJob.</para>
/// <para>Who is the operating system's user, and the machine, of the process that ran the command.</para>
/// </remarks>
/// <example>
/// <summary>What happened last?</summary>
/// <code>Get-ClusterAuditEvent -First 20</code>
/// <para>Shows the latest 20 changes.</para>
/// </example>
/// <example>
/// <summary>Follow one container</summary>
/// <code>Get-ClusterContainer web1 | Get-ClusterAuditEvent | Format-List</code>
/// <para>Shows each change of the container in full, also those from when it had another name.</para>
/// </example>
/// <example>
/// <summary>Find out who removed something</summary>
/// <code>Get-ClusterAuditEvent -Resource Container -Name web* -Action Remove -After (Get-Date).AddDays(-7)</code>
/// <para>Shows the containers that went in the last seven days.</para>
/// </example>
/// <example>
/// <summary>See when a field was changed</summary>
/// <code>Get-ClusterAuditEvent -Resource Site | Where-Object { $_.Changes.Field -contains 'dhcpRange' }</code>
/// <para>Shows the changes of address ranges.</para>
/// </example>
/// <seealso cref="GetClusterJobCommand"/>
[Cmdlet(VerbsCommon.Get, "ClusterAuditEvent", DefaultParameterSetName = FilterSet)]
[OutputType(typeof(AuditEvent))]
public sealed class GetClusterAuditEventCommand : ClusterCmdlet
{
    private const string FilterSet = "Filter";
    private const string ObjectSet = "Object";

    /// <summary>
    /// Only events about this object, by its number: a site, node, container, service, domain, user, group, group member or session
    /// secret, as the Get cmdlets emit them.
    /// </summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ObjectSet)]
    [ValidateNotNull]
    public ClusterObject? InputObject { get; set; }

    /// <summary>Only events about objects that had one of these names or match one of these patterns, whether or not they still exist.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = FilterSet)]
    [SupportsWildcards]
    [NameTransformation]
    public string[] Name { get; set; } = [];

    /// <summary>Only events about these kinds of objects.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = FilterSet)]
    [ValidateSet(
        Nouns.Site, Nouns.Node, Nouns.Container, Nouns.Service, Nouns.Domain, Nouns.User, Nouns.Group, Nouns.GroupMember, Nouns.SessionSecret, Nouns.Certificate, Nouns.Database)]
    public string[] Resource { get; set; } = [];

    /// <summary>Only what these commands did: a name or a pattern.</summary>
    [Parameter]
    [SupportsWildcards]
    public string? Command { get; set; }

    /// <summary>Only what these users of the operating system did: a name or a pattern.</summary>
    [Parameter]
    [SupportsWildcards]
    public string? UserName { get; set; }

    /// <summary>Only these actions.</summary>
    [Parameter]
    public AuditAction[] Action { get; set; } = [];

    /// <summary>Only events later than this time. A time that does not say otherwise is local.</summary>
    [Parameter]
    public DateTime? After { get; set; }

    /// <summary>Only events earlier than this time. A time that does not say otherwise is local.</summary>
    [Parameter]
    public DateTime? Before { get; set; }

    /// <summary>At most this many.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? First { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Run(() => WriteAll(Session.Audit.FindAsync(Filter(), Context.CancellationToken)));

    private static DateTime? Utc(DateTime? time) => time?.ToUniversalTime();

    private AuditFilter Filter()
    {
        var filter = new AuditFilter
        {
            Command = NamePatterns.ParseAny(Texts(Command)),
            UserName = NamePatterns.ParseAny(Texts(UserName)),
            Action = Action ?? [],
            After = Utc(After),
            Before = Utc(Before),
            First = First,
        };
        if (InputObject is null) return filter with { Name = NamePatterns.ParseAny(Name), Resource = Array.ConvertAll(Resource ?? [], AuditKey.Kind) };
        var (resource, id) = AuditKey.Of(InputObject);
        return filter with { Resource = [resource], ResourceId = id };
    }

    private static string[] Texts(string? text) => string.IsNullOrEmpty(text) ? [] : [text];
}
