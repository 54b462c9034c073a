using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Brings a template to a node: from Proxmox's catalogue, from a URL, or from a registry of images.</summary>
/// <remarks>
/// <para>The node downloads it by itself. A file of that name that is there already is left as it is and emitted, so that a runbook can be
/// run twice. Ctrl+C aborts the download.</para>
/// <para>Images (<c>-Reference</c>) need Proxmox VE 9.1; registries that ask for a login are not supported by Proxmox.</para>
/// </remarks>
/// <example>
/// <summary>Download the newest Debian 13 of the catalogue</summary>
/// <code>Save-ClusterTemplate debian-13 -Node pve1</code>
/// <para>Shows the template. It is on the storage with the most room that takes templates.</para>
/// </example>
/// <example>
/// <summary>Download from a URL, and have it checked</summary>
/// <code>Save-ClusterTemplate -Url https://images.example.com/alpine.tar.xz -Checksum $sha256 -Node pve1 -Storage local</code>
/// <para>The algorithm is told by the checksum's length.</para>
/// </example>
/// <example>
/// <summary>Pull an image</summary>
/// <code>Get-ClusterNode | Save-ClusterTemplate -Reference docker.io/library/redis:7-alpine</code>
/// <para>Every node has redis_7-alpine.tar then.</para>
/// </example>
/// <seealso cref="GetClusterTemplateCommand"/>
/// <seealso cref="NewClusterContainerCommand"/>
[Cmdlet(VerbsData.Save, "ClusterTemplate", SupportsShouldProcess = true, DefaultParameterSetName = "FromCatalogue")]
[OutputType(typeof(ClusterTemplate))]
public sealed class SaveClusterTemplateCommand : ClusterCmdlet
{
    /// <summary>A template of the catalogue: its file name, or how that begins, of which the newest is taken.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "FromCatalogue")]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>Where the template is downloaded from.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "FromUrl")]
    public Uri? Url { get; set; }

    /// <summary>The checksum the download must have: MD5, SHA-1 or SHA-2 in hexadecimal digits.</summary>
    [Parameter(ParameterSetName = "FromUrl")]
    public string? Checksum { get; set; }

    /// <summary>An image with its tag, such as <c>docker.io/library/nginx:alpine</c>.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "FromRegistry")]
    [ValidateNotNullOrEmpty]
    public string? Reference { get; set; }

    /// <summary>The file's name on the storage, when it should not be that of the source. Proxmox puts underscores for what it does not take.</summary>
    [Parameter(ParameterSetName = "FromUrl")]
    [Parameter(ParameterSetName = "FromRegistry")]
    public string? FileName { get; set; }

    /// <summary>The node: a name, a number or an object.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    [IdentityTransformation<NodeIdentity>]
    [ArgumentCompleter(typeof(NodeCompleter))]
    public NodeIdentity Node { get; set; } = null!;

    /// <summary>The storage. Without it, the one with the most room that takes templates.</summary>
    [Parameter]
    public string? Storage { get; set; }

    /// <summary>How many seconds the download may take.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    [PSDefaultValue(Help = "1800")]
    public int Timeout { get; set; } = 1800;

    /// <inheritdoc/>
    protected override void ProcessRecord() => Run(() => WriteResult(Wait(Session.Templates.SaveAsync(
        new TemplateDownload
        {
            Node = Node,
            Storage = Given(Storage),
            Name = Given(Name),
            Url = Url,
            Checksum = Given(Checksum),
            Reference = Given(Reference),
            FileName = Given(FileName),
            Timeout = TimeSpan.FromSeconds(Timeout),
        },
        Context))));
}
