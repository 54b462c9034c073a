using System.Management.Automation;
using System.Security;

namespace ClusterManagement.Commands;

/// <summary>Stores the certificate of a public domain and makes it the domain's current one.</summary>
/// <remarks>
/// <para>The files are PEM, as certificate authorities and their clients write them: the certificate with its chain, and its private key
/// (RSA or EC), which may be in the same file. The key has to be the certificate's. It is encrypted before it is stored and never shown
/// again. The former certificate stays stored, but is in use no more.</para>
/// <para>A certificate that is not valid now, or for no host of the domain, is refused unless <c>-Force</c> is given. Keys and signatures
/// that servers refuse as too weak (RSA below 2048 bits, EC below 224, MD5, SHA-1) are always refused.</para>
/// </remarks>
/// <example>
/// <summary>Import a certificate with its chain and key</summary>
/// <code>Import-ClusterCertificate example.com -Path ./fullchain.pem -KeyPath ./privkey.pem</code>
/// <para>The next publication of the site's edge uses it.</para>
/// </example>
/// <example>
/// <summary>Import one whose key is encrypted</summary>
/// <code>Import-ClusterCertificate -Domain example.com -Path ./example.pem -Password $password</code>
/// <para>Certificate and key are in one file; $password is a SecureString.</para>
/// </example>
/// <seealso cref="GetClusterCertificateCommand"/>
/// <seealso cref="PublishClusterConfigurationCommand"/>
[Cmdlet(VerbsData.Import, "ClusterCertificate", SupportsShouldProcess = true)]
[OutputType(typeof(Certificate))]
public sealed class ImportClusterCertificateCommand : ClusterCmdlet
{
    /// <summary>The domain: a name, a number or an object.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [IdentityTransformation<DomainIdentity>]
    [ArgumentCompleter(typeof(DomainCompleter))]
    public DomainIdentity Domain { get; set; } = null!;

    /// <summary>The PEM file with the certificate and its chain. A relative path is taken from the session's location.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = string.Empty;

    /// <summary>The PEM file with the private key, when it is not in the certificate's file.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? KeyPath { get; set; }

    /// <summary>The password of an encrypted private key.</summary>
    [Parameter]
    public SecureString? Password { get; set; }

    /// <summary>Takes a certificate that is not valid now, or for no host of the domain.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Run(() => WriteResult(Wait(Session.Certificates.ImportAsync(
        new CertificateDraft
        {
            Domain = Domain,
            Path = DatabaseResolver.FullPath(SessionState, Path),
            KeyPath = Given(KeyPath) is { } key ? DatabaseResolver.FullPath(SessionState, key) : null,
            Password = Password is null ? null : new SecretText(Password),
            Force = Force,
        },
        Context))));
}
