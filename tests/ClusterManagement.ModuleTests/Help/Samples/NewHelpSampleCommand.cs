using System.Management.Automation;

namespace ClusterManagement.ModuleTests.Help.Samples;

/// <summary>Creates a sample.</summary>
/// <remarks>
/// <para>A sample has a <see cref="Name"/> and a colour, and <c>-Whatever</c> it needs; see <see cref="GetHelpSampleCommand"/>.</para>
/// <para>Leave <see cref="Target"/> at <see langword="null"/> and:</para>
/// <list type="bullet">
/// <item><description>the first thing happens</description></item>
/// <item><term>second</term><description>and this, too</description></item>
/// </list>
/// </remarks>
/// <example>
/// <summary>Create one</summary>
/// <code>
/// New-HelpSample one -Color Red |
///     Get-HelpSample
/// </code>
/// <para>Creates the sample <c>one</c>.</para>
/// </example>
/// <example>
/// <summary>Create many</summary>
/// <code>'a', 'b' | New-HelpSample</code>
/// <para>Creates two.</para>
/// </example>
/// <seealso cref="GetHelpSampleCommand"/>
/// <seealso href="https://example.com/samples">Samples on the web</seealso>
[Cmdlet(VerbsCommon.New, "HelpSample", SupportsShouldProcess = true, DefaultParameterSetName = "Colored")]
[OutputType(typeof(SampleColor))]
public sealed class NewHelpSampleCommand : SampleCommand, ISampleTarget
{
    /// <summary>
    /// <para>The names.</para>
    /// <para>Wildcards are not for new things.</para>
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Id", "Key")]
    public string[] Name { get; set; } = [];

    /// <summary>The colour.</summary>
    [Parameter(ParameterSetName = "Colored")]
    [PSDefaultValue(Help = "the site's colour")]
    public SampleColor? Color { get; set; }

    /// <summary>No colour at all.</summary>
    [Parameter(ParameterSetName = "Plain", Mandatory = true)]
    public SwitchParameter Plain { get; set; }

    /// <inheritdoc/>
    [Parameter]
    [SupportsWildcards]
    public string? Target { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => WriteObject(Color ?? SampleColor.Red);
}
