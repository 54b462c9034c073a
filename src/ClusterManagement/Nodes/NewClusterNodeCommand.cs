using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Registers a Proxmox VE node in a site.</summary>
/// <remarks>
/// <para>The name is the node's host name in Proxmox. Proxmox is not asked here; <c>Test-ClusterNode</c> does that. The secret is
/// encrypted before it is stored and is never shown again.</para>
/// <para>An API token is named <c>user@realm!id</c>; its secret is the password of the credential. A node with a self-signed certificate
/// is best pinned with <c>-CertificateFingerprint</c>; <c>-DisableTlsVerification</c> trusts anybody who answers.</para>
/// </remarks>
/// <example>
/// <summary>Register a node with an API token</summary>
/// <code>$token = Get-Credential 'root@pam!automation'
/// New-ClusterNode pve1 -Site dc1 -ApiUrl https://pve1:8006 -Credential $token</code>
/// <para>The password that is asked for is the token's secret.</para>
/// </example>
/// <example>
/// <summary>Register a node with a pinned certificate, and test it</summary>
/// <code>New-ClusterNode pve2 -Site dc1 -ApiUrl https://10.0.0.12:8006 -Credential $token -Ipv4Address 10.0.0.12 -CertificateFingerprint $fingerprint |
///     Test-ClusterNode -Detailed</code>
/// <para>Only the certificate with that SHA-256 fingerprint is accepted.</para>
/// </example>
/// <seealso cref="TestClusterNodeCommand"/>
/// <seealso cref="NewClusterContainerCommand"/>
[Cmdlet(VerbsCommon.New, "ClusterNode", SupportsShouldProcess = true)]
[OutputType(typeof(Node))]
public sealed class NewClusterNodeCommand : ClusterCmdlet
{
    /// <summary>The node's host name in Proxmox, unique everywhere.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    public string Name { get; set; } = string.Empty;

    /// <summary>The site the node belongs to: a name, a number or an object.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [IdentityTransformation<SiteIdentity>]
    [ArgumentCompleter(typeof(SiteCompleter))]
    public SiteIdentity Site { get; set; } = null!;

    /// <summary>The endpoint of the Proxmox API, for example <c>https://pve1:8006</c>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? ApiUrl { get; set; }

    /// <summary>The API token (<c>user@realm!id</c> and its secret) or the user (<c>root@pam</c>) and password.</summary>
    [Parameter]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>The node's address, for DNS. Containers never get it.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Ipv4Address { get; set; }

    /// <summary>The SHA-256 fingerprint of the only TLS certificate to accept, with or without colons.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? CertificateFingerprint { get; set; }

    /// <summary>Does not verify the node's TLS certificate. Anybody on the way can then read the credential.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public SwitchParameter DisableTlsVerification { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Run(() =>
    {
        var draft = new NodeDraft
        {
            Name = Name,
            Site = Site,
            ApiUrl = Given(ApiUrl),
            ApiTokenIdOrUsername = Credential?.UserName,
            ApiTokenSecretOrPassword = Credential is null ? null : new SecretText(Credential.Password),
            Ipv4Address = Given(Ipv4Address),
            CertificateFingerprint = Given(CertificateFingerprint),
            DisableTlsVerification = DisableTlsVerification,
        };
        WriteResult(Wait(Session.Nodes.CreateAsync(draft, Context)));
    });
}
