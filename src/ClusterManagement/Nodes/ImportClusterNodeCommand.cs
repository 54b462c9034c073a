using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Registers a Proxmox VE cluster as it is: its nodes and its containers.</summary>
/// <remarks>
/// <para>Asks one endpoint for the nodes of its cluster, registers those that are not registered yet, and adopts the LXC containers.
/// Proxmox is only read: no container is changed, started or stopped. Virtual machines are left out.</para>
/// <para>The report has an object for each node and container: <c>Added</c>; <c>Unchanged</c>, when it is registered already;
/// <c>Collides</c>, when its name, address, MAC address or CTID is registered for something else; <c>Refused</c>, when it breaks a rule
/// such as that of host names; <c>Skipped</c>, when a later run may adopt it. What is here already is never changed, so a second run adds
/// only what is new.</para>
/// <para>An adopted container carries no mark of this module. It can be started, stopped, changed and moved, but
/// <c>Remove-ClusterContainer</c> only forgets its registration until <c>Set-ClusterContainer -TakeOwnership</c> marks it.</para>
/// </remarks>
/// <example>
/// <summary>See what a cluster has</summary>
/// <code>Import-ClusterNode https://pve1:8006 -Site dc1 -Credential $token -CertificateFingerprint $fingerprint -WhatIf</code>
/// <para>Lists what would be registered and what would not, with the reasons, and writes nothing.</para>
/// </example>
/// <example>
/// <summary>Adopt a cluster</summary>
/// <code>$report = Import-ClusterNode https://pve1:8006 -Site dc1 -Credential $token
/// $report | Where-Object Outcome -NotIn Added, Unchanged | Format-Table Name, Node, Outcome, Reason</code>
/// <para>Registers nodes and containers, and shows what needs a decision.</para>
/// </example>
/// <seealso cref="NewClusterNodeCommand"/>
/// <seealso cref="SyncClusterContainerCommand"/>
[Cmdlet(VerbsData.Import, "ClusterNode", SupportsShouldProcess = true)]
[OutputType(typeof(DiscoveredObject))]
public sealed class ImportClusterNodeCommand : ClusterCmdlet
{
    /// <summary>The endpoint of one node's API, for example <c>https://pve1:8006</c>.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    public string ApiUrl { get; set; } = string.Empty;

    /// <summary>The site the nodes will belong to: a name, a number or an object.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [IdentityTransformation<SiteIdentity>]
    [ArgumentCompleter(typeof(SiteCompleter))]
    public SiteIdentity Site { get; set; } = null!;

    /// <summary>The API token (<c>user@realm!id</c> and its secret) or the user (<c>root@pam</c>) and password.</summary>
    [Parameter(Mandatory = true)]
    [Credential]
    public PSCredential Credential { get; set; } = null!;

    /// <summary>The SHA-256 fingerprint of the only TLS certificate to accept, with or without colons.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? CertificateFingerprint { get; set; }

    /// <summary>Does not verify the node's TLS certificate. Anybody on the way can then read the credential.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public SwitchParameter DisableTlsVerification { get; set; }

    /// <summary>
    /// Registers each node with its own address as its endpoint, so that the others go on working when one is lost. Without it all get
    /// <c>-ApiUrl</c>, whose node passes requests on. With <c>-CertificateFingerprint</c> each node is pinned to the certificate the
    /// cluster names for it.
    /// </summary>
    [Parameter]
    public SwitchParameter UseNodeAddress { get; set; }

    /// <summary>
    /// Adopts containers that carry the mark of a registration this database does not have, with that mark: after the loss of a database,
    /// for example. Leave it out when another database manages containers of this cluster.
    /// </summary>
    [Parameter]
    public SwitchParameter TakeOwnership { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Run(() =>
    {
        var request = new DiscoveryRequest
        {
            Site = Site,
            ApiUrl = ApiUrl,
            ApiTokenIdOrUsername = Credential.UserName,
            ApiTokenSecretOrPassword = new SecretText(Credential.Password),
            CertificateFingerprint = Given(CertificateFingerprint),
            DisableTlsVerification = DisableTlsVerification,
            UseNodeAddress = UseNodeAddress,
            TakeOwnership = TakeOwnership,
        };
        WriteAll(Session.Discovery.ImportAsync(request, Context));
    });
}
