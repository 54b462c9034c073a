using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Changes nodes.</summary>
/// <remarks>
/// <para>Only the fields that are given change; <c>$null</c> clears an optional one. Proxmox is not asked.</para>
/// </remarks>
/// <example>
/// <summary>Pin a node's certificate</summary>
/// <code>Set-ClusterNode pve1 -CertificateFingerprint $fingerprint -DisableTlsVerification:$false</code>
/// <para>From now on only that certificate is accepted.</para>
/// </example>
/// <example>
/// <summary>Store a new token for all nodes of a site</summary>
/// <code>Get-ClusterNode -Site dc1 | Set-ClusterNode -Credential $token</code>
/// <para>The former secret is overwritten.</para>
/// </example>
/// <seealso cref="GetClusterNodeCommand"/>
/// <seealso cref="TestClusterNodeCommand"/>
[Cmdlet(VerbsCommon.Set, "ClusterNode", SupportsShouldProcess = true)]
[OutputType(typeof(Node))]
public sealed class SetClusterNodeCommand : NodeCmdlet
{
    /// <summary>The node's host name in Proxmox, when it was recorded wrongly.</summary>
    [Parameter]
    public string? NewName { get; set; }

    /// <summary>Another endpoint of the Proxmox API; <c>$null</c> clears it.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    public string? ApiUrl { get; set; }

    /// <summary>Another API token or user with its secret.</summary>
    [Parameter]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>Another address for DNS; <c>$null</c> clears it.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    public string? Ipv4Address { get; set; }

    /// <summary>The SHA-256 fingerprint of the only certificate to accept; <c>$null</c> clears it.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    public string? CertificateFingerprint { get; set; }

    /// <summary>Does not verify the node's TLS certificate; <c>-DisableTlsVerification:$false</c> verifies it again.</summary>
    [Parameter]
    public SwitchParameter DisableTlsVerification { get; set; }

    /// <summary>Emits the changed object; without it the command is silent.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    private protected override void Act(NodeIdentity identity)
    {
        var isGiven = IsBound(nameof(Credential));
        var changes = new NodeChanges
        {
            Name = Bound(nameof(NewName), NewName),
            ApiUrl = Bound(nameof(ApiUrl), ApiUrl),
            ApiTokenIdOrUsername = isGiven ? new Optional<string?>(Credential?.UserName) : default,
            ApiTokenSecretOrPassword = isGiven
                ? new Optional<SecretText?>(Credential is null ? null : new SecretText(Credential.Password))
                : default,
            Ipv4Address = Bound(nameof(Ipv4Address), Ipv4Address),
            CertificateFingerprint = Bound(nameof(CertificateFingerprint), CertificateFingerprint),
            DisableTlsVerification = Bound<bool>(nameof(DisableTlsVerification), DisableTlsVerification),
        };
        WriteResult(Wait(Session.Nodes.UpdateAsync(identity, changes, Context)), PassThru);
    }
}
